import { exactNumber, formatCounted, formatFixed, formatSigned } from '../../../shared/format/numbers';
import { divergingColor } from '../colors';
import { binnedDensity } from './binnedDensity';
import type { ChartSpec } from './chartSpec';

export interface HistogramChartData {
  title: string;
  /** Ascending, one more than `counts`; a bin holds its lower edge and not its upper. */
  edges: readonly number[];
  counts: readonly number[];
  /** What the x axis measures, with its unit. */
  xTitle: string;
  /** What is counted, in the singular. */
  thing: string;
  decimals: number;
  /** A color for all bins; null colors losses below 0 blue and wins above it orange, with signs in the texts. */
  color: string | null;
  /** Draws a density of the binned values over the bars, in their scale. */
  withDensity?: boolean;
}

/** Counts of binned values as adjoining bars, with a smooth curve over them where it is wanted. */
export function histogramChart(data: HistogramChartData): ChartSpec {
  const { title, edges, counts, xTitle, thing, color } = data;
  const middle = (at: number) => (edges[at]! + edges[at + 1]!) / 2;
  const middles = counts.map((_, at) => middle(at));
  return {
    title,
    series: [{ name: `${thing}s`, count: counts.length, at: (at) => binStop(data, at) }],
    table: {
      columns: [
        { name: 'from', type: 'number' },
        { name: 'to', type: 'number' },
        { name: `${thing}s`, type: 'number' },
      ],
      rows: counts.length,
      value: (row, column) => [edges[row]!, edges[row + 1]!, counts[row]!][column] ?? null,
    },
    draw: (theme) => ({
      traces: [
        {
          type: 'bar',
          x: middles,
          y: counts,
          width: counts.map((_, at) => (edges[at + 1]! - edges[at]!) * 0.94),
          marker: barMarker(color ?? middles.map((at) => divergingColor(Math.sign(at) || 1)), counts),
          hoverinfo: 'none',
        },
        ...(data.withDensity ? densityTraces(edges, counts, theme.text) : []),
      ],
      xaxis: { title: xTitle, range: [edges[0], edges[edges.length - 1]], zeroline: true, showline: true },
      yaxis: { title: `${thing}s`, rangemode: 'tozero', tickformat: ',~s' },
      // The whole height over a bin counts: one without a value is read out too.
      more: { hovermode: 'x' },
    }),
  };
}

// One request among many thousands must still be seen: a line of its own keeps its bar from vanishing.
function barMarker(color: string | string[], counts: readonly number[]) {
  return { color, line: { color, width: counts.map((count) => (count > 0 ? 1 : 0)) } };
}

function binStop({ edges, counts, thing, decimals, color }: HistogramChartData, at: number) {
  const text = (value: number) => (color === null ? formatSigned(value, decimals) : formatFixed(value, decimals));
  return {
    x: (edges[at]! + edges[at + 1]!) / 2,
    y: counts[at]!,
    text: `${formatCounted(counts[at]!, thing)} in [${text(edges[at]!)}, ${text(edges[at + 1]!)})`,
  };
}

function densityTraces(edges: readonly number[], counts: readonly number[], color: string) {
  const curve = binnedDensity(edges, counts);
  if (!curve) return [];
  const line = { color, width: 1.5 };
  return [{ type: 'scatter', mode: 'lines', x: curve.x, y: curve.y, line, hoverinfo: 'skip' }];
}

export interface DensityChartData {
  title: string;
  edges: readonly number[];
  /** Binned values of each series, all over the same edges. */
  series: readonly { name: string; counts: readonly number[]; color: string }[];
  xTitle: string;
  thing: string;
}

/** Smooth curves of several binned series, each as a share of its own values per unit of x. */
export function densityChart({ title, edges, series, xTitle, thing }: DensityChartData): ChartSpec {
  const width = (edges[edges.length - 1]! - edges[0]!) / Math.max(1, edges.length - 1);
  const curves = series.flatMap(({ name, counts, color }) => {
    const n = counts.reduce((sum, count) => sum + count, 0);
    const curve = binnedDensity(edges, counts);
    return curve ? [{ name, color, n, x: curve.x, y: curve.y.map((y) => y / (n * width)) }] : [];
  });
  const rows = curves[0]?.x.length ?? 0;
  return {
    title,
    series: curves.map(({ name, n, x, y }) => ({
      name,
      count: x.length,
      at: (at) => ({
        x: x[at]!,
        y: y[at]!,
        text: `${name}: density ${exactNumber(Number(y[at]!.toPrecision(6)))} at ${exactNumber(Number(x[at]!.toPrecision(6)))}, n ${formatCounted(n, thing)}`,
      }),
    })),
    table: {
      columns: [{ name: xTitle, type: 'number' }, ...curves.map(({ name }) => ({ name, type: 'number' as const }))],
      rows,
      value: (row, column) => (column === 0 ? curves[0]?.x[row] : curves[column - 1]?.y[row]) ?? null,
    },
    draw: () => ({
      traces: curves.map(({ x, y, color }) => ({
        type: 'scatter',
        mode: 'lines',
        x,
        y,
        line: { color, width: 2 },
        hoverinfo: 'none',
      })),
      xaxis: { title: xTitle, zeroline: true, showline: true },
      yaxis: { title: 'density', rangemode: 'tozero' },
      annotations: curves.map(({ name, x, y, color }) => peakLabel(name, x, y, color)),
    }),
  };
}

function peakLabel(name: string, x: readonly number[], y: readonly number[], color: string) {
  const peak = y.indexOf(Math.max(...y));
  return { x: x[peak], y: y[peak], text: escaped(name), showarrow: false, yshift: 9, font: { color, size: 11 } };
}

/** Text as plotly shows it unchanged: it reads a few tags. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
