import { niceTicks } from '../scales';
import type { CanvasScales } from './canvasPlaces';
import type { ChartPoints } from './chartSpec';
import type { ChartTheme } from './chartTheme';

interface Cloud {
  points: ChartPoints;
  scales: CanvasScales;
  theme: ChartTheme;
  width: number;
  height: number;
  /** Ascending; null when all count the same. */
  selected: Uint32Array | null;
}

const manyPoints = 5000;

/** Draws axes and points, sharp on dense screens. */
export function drawCloud(canvas: HTMLCanvasElement, cloud: Cloud): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height, theme } = cloud;
  const dense = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * dense);
  canvas.height = Math.round(height * dense);
  context.setTransform(dense, 0, 0, dense, 0, 0);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width, height);
  drawAxes(context, cloud);
  drawPoints(context, cloud);
}

function drawPoints(context: CanvasRenderingContext2D, { points, scales, theme, selected }: Cloud): void {
  const { x, y, colors } = points;
  const size = x.length > manyPoints ? 2.4 : 5;
  const dot = (row: number) => {
    const [left, top] = [scales.x(x[row]!), scales.y(y[row]!)];
    if (left >= 0 && top >= 0) context.fillRect(left - size / 2, top - size / 2, size, size);
  };
  context.globalAlpha = selected ? 0.15 : x.length > manyPoints ? 0.55 : 0.85;
  if (typeof colors === 'string') context.fillStyle = colors;
  for (let row = 0; row < x.length; row += 1) {
    if (typeof colors !== 'string') context.fillStyle = colors[row] ?? theme.textFaint;
    dot(row);
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.accent;
  for (const row of selected ?? []) dot(row);
}

function drawAxes(context: CanvasRenderingContext2D, { points, scales, theme }: Cloud): void {
  const { box, domains } = scales;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  for (const tick of niceTicks(...domains.x, 6)) {
    line(context, tick === 0 ? theme.textFaint : theme.line, scales.x(tick), box.top, scales.x(tick), box.bottom);
    text(context, theme.textSoft, String(tick), scales.x(tick), box.bottom + 10, 'center');
  }
  for (const tick of niceTicks(...domains.y, 5)) {
    line(context, tick === 0 ? theme.textFaint : theme.line, box.left, scales.y(tick), box.right, scales.y(tick));
    text(context, theme.textSoft, String(tick), box.left - 6, scales.y(tick), 'right');
  }
  text(context, theme.textFaint, points.xTitle, (box.left + box.right) / 2, box.bottom + 28, 'center');
  context.save();
  context.translate(10, (box.top + box.bottom) / 2);
  context.rotate(-Math.PI / 2);
  text(context, theme.textFaint, points.yTitle, 0, 0, 'center');
  context.restore();
}

function line(context: CanvasRenderingContext2D, color: string, x0: number, y0: number, x1: number, y1: number) {
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  context.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.stroke();
}

function text(
  context: CanvasRenderingContext2D,
  color: string,
  words: string,
  x: number,
  y: number,
  align: CanvasTextAlign,
): void {
  context.fillStyle = color;
  context.textAlign = align;
  context.fillText(words.replace('-', '−'), x, y);
}

/** The last stretch of a lasso that is being drawn, in px. */
export function drawLasso(canvas: HTMLCanvasElement, { x, y }: { x: number[]; y: number[] }, theme: ChartTheme): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x.at(-2) ?? 0, y.at(-2) ?? 0);
  context.lineTo(x.at(-1) ?? 0, y.at(-1) ?? 0);
  context.stroke();
}

/** The canvas as a picture; an SVG holds it as an image. */
export async function canvasPicture(canvas: HTMLCanvasElement, format: 'png' | 'svg', width: number, height: number) {
  if (format === 'svg') {
    const size = `width="${width}" height="${height}"`;
    const image = `<image ${size} href="${canvas.toDataURL('image/png')}"/>`;
    return new Blob([`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${image}</svg>`], { type: 'image/svg+xml' });
  }
  return new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))), 'image/png');
  });
}
