/// <reference path="./plotlyModules.d.ts" />
import type { PlotElement } from 'plotly.js/lib/core';
import { useEffect, useRef } from 'react';
import { ErrorState } from '../../ui/panel/panelState';
import type { ChartSpec } from './chartSpec';
import { blobOf, type ChartSurface, type SurfaceProps } from './chartSurface';
import { chartLayout } from './chartTheme';
import { listen } from './plotlyEvents';
import { useChartTheme } from './useChartTheme';
import { type Plotly, usePlotly } from './usePlotly';
import { releaseContexts } from './webgl';

const config = { displayModeBar: false, responsive: false, showTips: false, doubleClick: false, scrollZoom: false };

type PlotlySurfaceProps = SurfaceProps & { spec: ChartSpec };

/** A chart drawn by plotly. */
export function PlotlySurface(props: PlotlySurfaceProps) {
  const { plotly, fault, setFault, retry } = usePlotly();
  const element = useDrawing(plotly, props, setFault);
  if (fault !== null) return <ErrorState error={fault} retry={retry} />;
  return <div ref={element} aria-hidden />;
}

/** Draws into the element that it returns, and again whenever what is drawn changes. */
function useDrawing(plotly: Plotly | null, props: PlotlySurfaceProps, onFault: (fault: unknown) => void) {
  const { spec, width, height, selected } = props;
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useChartTheme();

  // biome-ignore lint/correctness/useExhaustiveDependencies: onFault only sets a state.
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
        drawn.setAttribute('data-drawn', '');
        latest.current.onReady(surfaceOf(plotly, drawn, width, height));
      },
      (error: unknown) => !gone && onFault(error),
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
  return element;
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
