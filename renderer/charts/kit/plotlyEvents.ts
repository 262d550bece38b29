/// <reference path="./plotlyModules.d.ts" />
import type { PlotElement, PlotEvent } from 'plotly.js/lib/core';
import type { ChartSpec } from './chartSpec';
import type { SurfaceProps } from './chartSurface';
import { rowsInside } from './lasso';
import type { StopPlace } from './stepStop';

const listening = new WeakSet<HTMLElement>();

/** Tells the chart of now what the pointer does on a drawing of plotly; an element listens once. */
export function listen(drawn: PlotElement, latest: { current: SurfaceProps & { spec: ChartSpec } }): void {
  if (listening.has(drawn)) return;
  listening.add(drawn);
  drawn.on('plotly_hover', (event) => latest.current.onPoint(placeOf(event)));
  drawn.on('plotly_unhover', () => latest.current.onPoint(null));
  drawn.on('plotly_deselect', () => {
    if (latest.current.spec.selects === 'points') latest.current.onSelect?.(null);
    else latest.current.onStretch?.(null);
  });
  drawn.on('plotly_selected', (event) => {
    const { points } = latest.current.spec;
    if (event?.lassoPoints && points) latest.current.onSelect?.(rowsInside(event.lassoPoints, points.x, points.y));
    else if (event?.range) latest.current.onStretch?.(stretchOf(event.range.x));
  });
}

// A cell of a heat map comes as row and column; its rows are the series.
function placeOf(event: PlotEvent | undefined): StopPlace | null {
  const point = event?.points?.[0];
  if (!point) return null;
  const { curveNumber: series, pointNumber: index } = point;
  return Array.isArray(index) ? { series: index[0], index: index[1] } : { series, index };
}

// A time comes as text without a zone: plotly's axes are in UTC.
function stretchOf(range: readonly (number | string)[]): [number, number] {
  const ends = range.map((end) => (typeof end === 'number' ? end : Date.parse(`${end.replace(' ', 'T')}Z`)));
  return [Math.min(...ends), Math.max(...ends)];
}
