import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useState } from 'react';
import { formatCounted } from '../../../shared/format/numbers';
import { EmptyState } from '../../ui/panel/panelState';
import { CanvasSurface } from './canvasSurface';
import classes from './chart.module.css';
import { type ChartSpec, isEmptyChart } from './chartSpec';
import type { ChartSurface } from './chartSurface';
import { ChartTableGrid } from './chartTableGrid';
import { ChartTip } from './chartTip';
import { PlotlySurface } from './plotlySurface';
import { type StopPlace, stepStop } from './stepStop';
import { hasWebgl } from './webgl';

interface ChartProps {
  spec: ChartSpec;
  /** Shows the numbers instead of the drawing. */
  asTable?: boolean;
  /** Filled with what can make a picture while the chart is drawn. */
  surface?: RefObject<ChartSurface | null>;
  /** Rows inside a lasso, ascending; null when the selection was taken back. */
  onSelect?: (rows: Uint32Array | null) => void;
  /** A stretch of the x axis; null when it was taken back. */
  onStretch?: (stretch: [number, number] | null) => void;
}

/** A chart with its readout: the pointer and the arrows stop at each value, Escape takes a selection back. */
export function Chart({ spec, asTable = false, surface, ...events }: ChartProps) {
  if (isEmptyChart(spec)) return <EmptyState title={`Nothing to draw: ${spec.title} holds no value.`} />;
  if (asTable) return <ChartTableGrid label={spec.title} table={spec.table} />;
  return <Drawn spec={spec} surface={surface} {...events} />;
}

function Drawn({ spec, surface, onSelect, onStretch }: ChartProps) {
  const { ref, width, height } = useElementSize();
  const [at, setAt] = useState<StopPlace | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [selected, setSelected] = useState<Uint32Array | null>(null);
  const [drawn, setDrawn] = useState<ChartSurface | null>(null);
  const canvas = useMemo(() => spec.points && !hasWebgl(), [spec.points]);
  const stop = at === null ? undefined : stopAt(spec, at);
  useEffect(() => {
    if (!surface) return;
    surface.current = drawn;
    return () => {
      surface.current = null;
    };
  }, [surface, drawn]);

  const select = (rows: Uint32Array | null) => {
    setSelected(rows);
    onSelect?.(rows);
  };
  const stretch = (from: number | null, to: StopPlace) => {
    const ends = [from ?? to.index, to.index].map((index) => Number(spec.series[to.series]?.at(index).x));
    onStretch?.([Math.min(...ends), Math.max(...ends)]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (selected || anchor !== null)) {
      event.stopPropagation();
      if (selected) select(null);
      if (anchor !== null) onStretch?.(null);
      setAnchor(null);
      return;
    }
    if (event.key === 'Enter' && at && spec.selects === 'points') {
      event.preventDefault();
      select(toggled(selected, at.index));
      return;
    }
    const to = stepStop(spec, at, event.key, event.ctrlKey || event.metaKey);
    if (!to) return;
    event.preventDefault();
    setAt(to);
    const from = event.shiftKey && spec.selects === 'stretch' ? (anchor ?? at?.index ?? to.index) : null;
    setAnchor(from);
    if (from !== null) stretch(from, to);
  };
  const props = { width, height, selected, onPoint: setAt, onReady: setDrawn, onSelect: select, onStretch };
  return (
    <div className={classes.frame}>
      <div
        className={classes.plot}
        ref={ref}
        role="img"
        aria-label={`${spec.title}. Arrows read out the values.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows read out one value after the other.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(null)}
        onMouseLeave={() => setAt(null)}
      >
        <div className={classes.drawing}>
          {canvas && spec.points ? (
            <CanvasSurface points={spec.points} {...props} />
          ) : (
            <PlotlySurface spec={spec} {...props} />
          )}
        </div>
        {stop && <ChartTip text={stop.text} place={drawn?.place(stop.x, stop.y) ?? null} width={width} />}
      </div>
      <p className={`num ${classes.readout}`} role="status">
        {stop?.text ?? (selected ? `${formatCounted(selected.length, 'point')} selected` : '')}
      </p>
    </div>
  );
}

function stopAt(spec: ChartSpec, { series, index }: StopPlace) {
  const of = spec.series[series];
  return of && index < of.count ? of.at(index) : undefined;
}

function toggled(selected: Uint32Array | null, row: number): Uint32Array | null {
  const rows = selected?.includes(row) ? selected.filter((each) => each !== row) : [...(selected ?? []), row];
  return rows.length === 0 ? null : Uint32Array.from(rows).sort();
}
