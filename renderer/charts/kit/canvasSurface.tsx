import { useEffect, useRef } from 'react';
import { canvasPicture, drawCloud, drawLasso } from './canvasDrawing';
import { nearestPoint } from './canvasPlaces';
import type { ChartPoints } from './chartSpec';
import type { SurfaceProps } from './chartSurface';
import { rowsInside } from './lasso';
import { useCanvasScales } from './useCanvasScales';
import { useChartTheme } from './useChartTheme';
import { useLasso } from './useLasso';

/** A cloud of points on a 2-D canvas, for pages without WebGL: the same axes, lasso and hover. */
export function CanvasSurface({ points, ...props }: SurfaceProps & { points: ChartPoints }) {
  const { width, height, selected, onPoint, onReady, onSelect } = props;
  const element = useRef<HTMLCanvasElement>(null);
  const theme = useChartTheme();
  const scales = useCanvasScales(points, width, height);
  const ready = useRef(onReady);
  ready.current = onReady;
  const cloud = { points, scales, theme, width, height, selected };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the cloud is made of what follows.
  useEffect(() => {
    const canvas = element.current;
    if (!canvas) return;
    drawCloud(canvas, cloud);
    ready.current({
      place: (x, y) => ({ left: scales.x(Number(x)), top: scales.y(Number(y)) }),
      toPicture: (format) => canvasPicture(canvas, format, width, height),
    });
  }, [points, scales, theme, width, height, selected]);

  const pointer = useLasso(scales, {
    onHover: (left, top) => {
      const index = nearestPoint(points, scales, left, top);
      onPoint(index === null ? null : { series: 0, index });
    },
    onDraw: (canvas, line) => drawLasso(canvas, line, theme),
    onClose: (canvas, corners) => {
      drawCloud(canvas, cloud);
      onSelect?.(corners && rowsInside(corners, points.x, points.y));
    },
  });
  return (
    <canvas
      ref={element}
      aria-hidden
      data-drawn
      style={{ width, height, display: 'block', touchAction: 'none', cursor: 'crosshair' }}
      {...pointer}
      onPointerLeave={() => onPoint(null)}
    />
  );
}
