import { useElementSize } from '@mantine/hooks';
import { type MouseEvent, type RefObject, useEffect, useMemo, useState } from 'react';
import { formatCounted } from '../../../shared/format/numbers';
import { EmptyState } from '../../ui/panel/panelState';
import { CanvasSurface } from './canvasSurface';
import classes from './chart.module.css';
import { type ChartSpec, isEmptyChart } from './chartSpec';
import type { ChartSurface } from './chartSurface';
import { ChartTableGrid } from './chartTableGrid';
import { ChartTip } from './chartTip';
import { PlotlySurface } from './plotlySurface';
import type { StopPlace } from './stepStop';
import { useChartKeys } from './useChartKeys';
import { useSelection } from './useSelection';
import { useStops } from './useStops';
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
  const { at, point, key } = useStops();
  const { selected, select } = useSelection(spec.title, onSelect);
  const [drawn, setDrawn] = useSurface(surface);
  const stop = at === null ? undefined : stopAt(spec, at);
  const onKeyDown = useChartKeys({ spec, at, selected, move: key, select, onStretch });
  const props = { width, height, selected, onPoint: point, onReady: setDrawn, onSelect: select, onStretch };
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
        onBlur={() => key(null)}
        onMouseMove={(event) => hasMoved(event) && key(null)}
        onMouseLeave={() => point(null)}
      >
        <div className={classes.drawing}>
          <Surface spec={spec} {...props} />
        </div>
        {stop && <ChartTip text={stop.text} place={drawn?.place(stop.x, stop.y) ?? null} width={width} />}
      </div>
      <p className={`num ${classes.readout}`} role="status">
        {stop?.text ?? (selected ? `${formatCounted(selected.length, 'point')} selected` : '')}
      </p>
    </div>
  );
}

function Surface({ spec, ...props }: Parameters<typeof PlotlySurface>[0]) {
  const onCanvas = useMemo(() => spec.points && !hasWebgl(), [spec.points]);
  if (onCanvas && spec.points) return <CanvasSurface points={spec.points} {...props} />;
  return <PlotlySurface spec={spec} {...props} />;
}

/** What draws now, told to whoever makes pictures of it. */
function useSurface(surface: ChartProps['surface']) {
  const [drawn, setDrawn] = useState<ChartSurface | null>(null);
  useEffect(() => {
    if (!surface) return;
    surface.current = drawn;
    return () => {
      surface.current = null;
    };
  }, [surface, drawn]);
  return [drawn, setDrawn] as const;
}

// Browsers make moves of their own when the page changes under a resting pointer.
function hasMoved({ movementX, movementY }: MouseEvent): boolean {
  return movementX !== 0 || movementY !== 0;
}

function stopAt(spec: ChartSpec, { series, index }: StopPlace) {
  const of = spec.series[series];
  return of && index < of.count ? of.at(index) : undefined;
}
