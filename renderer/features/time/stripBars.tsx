import { memo } from 'react';
import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import { timeTicks } from '../shape/timeText';
import classes from './time.module.css';

export const barsPx = 28;
const labelPx = 13;
const tickApartPx = 90;

interface StripBarsProps {
  strip: TimeStrip;
  width: number;
  pointed: number | null;
  /** Whether a slice leaves requests out: then those of the slice stand before the others. */
  sliced: boolean;
}

/** Two bars a bucket: all requests, and those of the slice before them; dates below. */
export const StripBars = memo(function StripBars({ strip, width, pointed, sliced }: StripBarsProps) {
  const { starts, total, selected } = strip;
  const step = width / starts.length;
  const most = Math.max(1, ...total);
  const ticks = timeTicks(starts, strip.width, Math.max(2, Math.floor(width / tickApartPx)));
  return (
    <svg width={width} height={barsPx + labelPx} className={classes.bars} aria-hidden="true">
      {pointed !== null && <rect x={pointed * step} width={step} height={barsPx} className={classes.pointed} />}
      <path d={barsPath(total, most, step)} className={sliced ? classes.total : classes.whole} />
      {sliced && <path d={barsPath(selected, most, step)} className={classes.selected} />}
      <line x2={width} y1={barsPx} y2={barsPx} className={classes.axis} />
      {ticks.map(({ at, text }) => {
        const x = (at - 0.5) * step;
        return x + 40 < width ? (
          <text key={at} x={x} y={barsPx + 11} className={classes.tick}>
            {text}
          </text>
        ) : null;
      })}
    </svg>
  );
});

function barsPath(counts: readonly number[], most: number, step: number): string {
  const gap = step > 4 ? 1 : 0;
  return counts
    .map((count, at) => {
      if (count === 0) return '';
      const height = Math.max(1, (count / most) * (barsPx - 3));
      return `M${(at * step).toFixed(2)} ${barsPx}v${(-height).toFixed(2)}h${(step - gap).toFixed(2)}v${height.toFixed(2)}z`;
    })
    .join('');
}
