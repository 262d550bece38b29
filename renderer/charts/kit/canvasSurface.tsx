import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { linearScale } from '../scales';
import { canvasPicture, drawCloud, drawLasso } from './canvasDrawing';
import { cloudDomains, nearestPoint, plotBox } from './canvasPlaces';
import type { ChartPoints } from './chartSpec';
import type { SurfaceProps } from './chartSurface';
import { rowsInside } from './lasso';
import { useChartTheme } from './useChartTheme';

/** A cloud of points on a 2-D canvas, for pages without WebGL: the same axes, lasso and hover. */
export function CanvasSurface({ points, ...props }: SurfaceProps & { points: ChartPoints }) {
  const { width, height, selected, onPoint, onReady, onSelect } = props;
  const element = useRef<HTMLCanvasElement>(null);
  const lasso = useRef<{ x: number[]; y: number[] } | null>(null);
  const theme = useChartTheme();
  const ready = useRef(onReady);
  ready.current = onReady;
  const scales = useMemo(() => {
    const box = plotBox(width, height);
    const { x, y } = cloudDomains(points);
    return {
      box,
      x: linearScale(x, [box.left, box.right]),
      y: linearScale(y, [box.bottom, box.top]),
      domains: { x, y },
    };
  }, [points, width, height]);

  useEffect(() => {
    const canvas = element.current;
    if (!canvas) return;
    drawCloud(canvas, { points, scales, theme, width, height, selected });
    ready.current({
      place: (x, y) => ({ left: scales.x(Number(x)), top: scales.y(Number(y)) }),
      toPicture: (format) => canvasPicture(canvas, format, width, height),
    });
  }, [points, scales, theme, width, height, selected]);

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const corner = event.currentTarget.getBoundingClientRect();
    return { left: event.clientX - corner.left, top: event.clientY - corner.top };
  };
  const onMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top } = at(event);
    if (lasso.current) {
      lasso.current.x.push(left);
      lasso.current.y.push(top);
      drawLasso(event.currentTarget, lasso.current, theme);
      return;
    }
    const index = nearestPoint(points, scales, left, top);
    onPoint(index === null ? null : { series: 0, index });
  };
  const onUp = (event: PointerEvent<HTMLCanvasElement>) => {
    const line = lasso.current;
    lasso.current = null;
    if (!line || line.x.length < 3) onSelect?.(null);
    else {
      const back = (values: number[], [from, to]: [number, number], [low, high]: [number, number]) =>
        values.map(linearScale([from, to], [low, high]));
      const { box, domains } = scales;
      const corners = {
        x: back(line.x, [box.left, box.right], domains.x),
        y: back(line.y, [box.bottom, box.top], domains.y),
      };
      onSelect?.(rowsInside(corners, points.x, points.y));
    }
    drawCloud(event.currentTarget, { points, scales, theme, width, height, selected });
  };
  return (
    <canvas
      ref={element}
      aria-hidden
      data-drawn
      style={{ width, height, display: 'block', touchAction: 'none', cursor: 'crosshair' }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const { left, top } = at(event);
        lasso.current = { x: [left], y: [top] };
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerLeave={() => onPoint(null)}
    />
  );
}
