import { exactNumber, formatInterval, formatSigned } from '../../../shared/format/numbers';
import type { ModelShape } from '../colors';
import { symmetricDomain } from '../scales';
import type { ChartSpec } from './chartSpec';
import { escaped } from './histogramChart';
import { plotlySymbol } from './symbols';

export interface IntervalRow {
  name: string;
  point: number | null;
  /** Null where it is not known. */
  interval: readonly [number, number] | null;
  n: number | null;
  color: string;
  shape: ModelShape;
}

export interface IntervalChartData {
  title: string;
  rows: readonly IntervalRow[];
  xTitle: string;
  decimals: number;
  /** Half width of the band around 0 inside which a difference does not matter; null draws none. */
  margin: number | null;
}

/** Differences with their intervals, one under the other, on an axis that is symmetric about 0. */
export function intervalChart({ title, rows, xTitle, decimals, margin }: IntervalChartData): ChartSpec {
  const reach = symmetricDomain(rows.flatMap(({ point, interval }) => [point, ...(interval ?? [])]))[1] * 1.08;
  const names = rows.map(({ name }) => name);
  return {
    title,
    series: [
      {
        name: xTitle,
        count: rows.length,
        at: (at) => ({ x: rows[at]!.point ?? 0, y: escaped(names[at]!), text: rowText(rows[at]!, decimals) }),
      },
    ],
    table: {
      columns: ['name', 'point', 'from', 'to', 'n'].map((name, at) => ({ name, type: at === 0 ? 'text' : 'number' })),
      rows: rows.length,
      value: (row, column) => {
        const { name, point, interval, n } = rows[row]!;
        return [name, point, interval?.[0] ?? null, interval?.[1] ?? null, n][column] ?? null;
      },
    },
    draw: (theme) => ({
      traces: [
        {
          type: 'scatter',
          mode: 'markers',
          x: rows.map(({ point }) => point),
          y: names.map(escaped),
          marker: {
            size: 9,
            color: rows.map(({ color }) => color),
            symbol: rows.map(({ shape }) => plotlySymbol(shape)),
            line: { color: theme.surface, width: 1 },
          },
          error_x: errors(rows, theme.textSoft),
          hoverinfo: 'none',
        },
      ],
      xaxis: { title: xTitle, range: [-reach, reach], zeroline: true, showgrid: true },
      yaxis: { type: 'category', autorange: 'reversed', showgrid: false },
      shapes: margin
        ? [band({ xref: 'x', x0: -margin, x1: margin, yref: 'paper', y0: 0, y1: 1, fillcolor: theme.band })]
        : [],
    }),
  };
}

/** A filled box below the marks. */
export function band(place: Record<string, unknown>) {
  return { type: 'rect', layer: 'below', line: { width: 0 }, ...place };
}

function errors(rows: readonly IntervalRow[], color: string) {
  return {
    type: 'data',
    symmetric: false,
    array: rows.map(({ point, interval }) => (interval && point !== null ? interval[1] - point : 0)),
    arrayminus: rows.map(({ point, interval }) => (interval && point !== null ? point - interval[0] : 0)),
    color,
    thickness: 1.5,
    width: 4,
  };
}

function rowText({ name, point, interval, n }: IntervalRow, decimals: number): string {
  const range = interval ? ` ${formatInterval(interval, decimals)}` : ', no interval';
  return `${name}: ${formatSigned(point, decimals)}${range}${n === null ? '' : `, n ${exactNumber(n)}`}`;
}
