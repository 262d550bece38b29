/// <reference path="./plotlyModules.d.ts" />
import type { PlotElement, PlotEvent } from 'plotly.js/lib/core';
import { useEffect, useRef, useState } from 'react';
import { ErrorState } from '../../ui/panel/panelState';
import type { ChartSpec } from './chartSpec';
import { blobOf, type ChartSurface, type SurfaceProps } from './chartSurface';
import { chartLayout } from './chartTheme';
import { rowsInside } from './lasso';
import { loadPlotly } from './loadPlotly';
import { useChartTheme } from './useChartTheme';
import { releaseContexts } from './webgl';

type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

const config = { displayModeBar: false, responsive: false, showTips: false, doubleClick: false, scrollZoom: false };

/** A chart drawn by plotly. */
export function PlotlySurface({ spec, ...props }: SurfaceProps & { spec: ChartSpec }) {
  const { width, height, selected } = props;
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef({ spec, ...props });
  latest.current = { spec, ...props };
  const theme = useChartTheme();
  const [plotly, setPlotly] = useState<Plotly | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again.
  useEffect(() => {
    let gone = false;
    loadPlotly().then(
      (loaded) => !gone && setPlotly(() => loaded),
      (error: unknown) => !gone && setFault(error),
    );
    return () => {
      gone = true;
    };
  }, [attempt]);

  useEffect(() => {
    const box = element.current;
    if (!plotly || !box || width < 1 || height < 1) return;
    let gone = false;
    const figure = spec.draw(theme);
    const traces = figure.traces.map((trace, at) =>
      at === 0 && selected ? { ...trace, selectedpoints: selected } : trace,
    );
    plotly.react(box, traces, chartLayout(figure, theme, width, height), config).then(
      (drawn) => {
        if (gone) return;
        listen(drawn, latest);
        latest.current.onReady(surfaceOf(plotly, drawn, width, height));
      },
      (error: unknown) => !gone && setFault(error),
    );
    return () => {
      gone = true;
    };
  }, [plotly, spec, theme, width, height, selected]);

  useEffect(() => {
    const box = element.current;
    return () => {
      if (!plotly || !box) return;
      releaseContexts(box);
      plotly.purge(box);
    };
  }, [plotly]);

  if (fault !== null) {
    const retry = () => {
      setFault(null);
      setAttempt(attempt + 1);
    };
    return <ErrorState error={fault} retry={retry} />;
  }
  return <div ref={element} aria-hidden data-drawn={plotly !== null || undefined} />;
}

const listening = new WeakSet<HTMLElement>();

function listen(drawn: PlotElement, latest: { current: SurfaceProps & { spec: ChartSpec } }): void {
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

function placeOf(event: PlotEvent | undefined) {
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

function surfaceOf(plotly: Plotly, drawn: PlotElement, width: number, height: number): ChartSurface {
  return {
    place: (x, y) => {
      const axes = drawn._fullLayout;
      if (!axes) return null;
      const left = axes.xaxis.d2p(x) + axes.xaxis._offset;
      const top = axes.yaxis.d2p(y) + axes.yaxis._offset;
      return Number.isFinite(left) && Number.isFinite(top) ? { left, top } : null;
    },
    toPicture: async (format) => blobOf(await plotly.toImage(drawn, { format, width, height, scale: 2 })),
  };
}
