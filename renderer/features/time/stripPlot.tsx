import { useState } from 'react';
import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import { BrushHandle } from './brushHandle';
import { DeployMarkButton } from './deployMarkButton';
import { deployMarks } from './deployMarks';
import { StripBars } from './stripBars';
import { StripReadout } from './stripReadout';
import { periodOfRange, type Range, rangeOf, shareOf } from './stripScale';
import classes from './time.module.css';
import type { Period } from './timeRange';
import { useBrush } from './useBrush';

/** A mark is a target of its own: closer ones are drawn as one. */
const markPx = 24;

interface StripPlotProps {
  strip: TimeStrip;
  width: number;
  period: Period | null;
  sliced: boolean;
  onPeriod: (period: Period | null) => void;
}

/** Bars of requests, the brushed period with its two ends, and what was changed when. */
export function StripPlot({ strip, width, period, sliced, onPeriod }: StripPlotProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const kept = rangeOf(period, strip);
  const commit = (range: Range) => onPeriod(periodOfRange(range, strip));
  const { range, brushing, drag, setDraft, settle } = useBrush(kept, strip, commit);
  const bucketPx = width / strip.starts.length;
  const marks = deployMarks(strip, (markPx / width) * strip.width * strip.starts.length);
  const isWhole = range.first === 0 && range.end === strip.starts.length;
  return (
    <div
      className={classes.area}
      data-brushing={brushing || undefined}
      onPointerMove={({ currentTarget, clientX }) =>
        setPointed(Math.floor((clientX - currentTarget.getBoundingClientRect().left) / bucketPx))
      }
      onPointerLeave={() => setPointed(null)}
      {...drag}
    >
      {!isWhole && (
        <div
          className={classes.band}
          style={{ left: range.first * bucketPx, width: (range.end - range.first) * bucketPx }}
        />
      )}
      <StripBars strip={strip} width={width} pointed={pointed} sliced={sliced} />
      {marks.map((mark) => (
        <DeployMarkButton
          key={mark.time}
          mark={mark}
          left={shareOf(mark.time, strip) * width}
          bucket={strip.width}
          onPeriod={onPeriod}
        />
      ))}
      {(['first', 'end'] as const).map((edge) => (
        <BrushHandle
          key={edge}
          edge={edge}
          range={range}
          strip={strip}
          left={range[edge] * bucketPx}
          onMove={setDraft}
          onSettle={settle}
          onClear={() => onPeriod(null)}
        />
      ))}
      {pointed !== null && strip.starts[pointed] !== undefined && (
        <StripReadout strip={strip} at={pointed} marks={marks} left={(pointed + 0.5) * bucketPx} width={width} />
      )}
    </div>
  );
}
