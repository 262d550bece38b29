import { exactNumber, formatPercent } from '../../../shared/format/numbers';
import type { ChartSpec } from './chartSpec';

export interface BarChartData {
  title: string;
  /** Parallel to `values`. */
  names: readonly string[];
  values: readonly (number | null)[];
  /** How many rows or requests stand behind each bar; absent when the value is the count. */
  n?: readonly number[];
  xTitle: string;
  yTitle: string;
  color: string;
}

/** One bar a category, in the order given. */
export function barChart({ title, names, values, n, xTitle, yTitle, color }: BarChartData): ChartSpec {
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const behind = (at: number) => (n ? `, n ${exactNumber(n[at])}` : ` (${formatPercent((values[at] ?? 0) / total)})`);
  return {
    title,
    series: [
      {
        name: yTitle,
        count: names.length,
        at: (at) => ({
          x: names[at]!,
          y: values[at] ?? 0,
          text: `${names[at]}: ${exactNumber(values[at])} ${yTitle}${total === 0 && !n ? '' : behind(at)}`,
        }),
      },
    ],
    table: {
      columns: [
        { name: xTitle, type: 'text' },
        { name: yTitle, type: 'number' },
        ...(n ? [{ name: 'n', type: 'number' as const }] : []),
      ],
      rows: names.length,
      value: (row, column) => [names[row]!, values[row] ?? null, n?.[row] ?? null][column] ?? null,
    },
    draw: () => ({
      traces: [{ type: 'bar', x: names, y: values, marker: { color }, hoverinfo: 'none' }],
      xaxis: { title: xTitle, type: 'category' },
      yaxis: { title: yTitle, zeroline: true },
      // The whole height over a bar counts: one of 0 is read out too.
      more: { bargap: 0.25, hovermode: 'x' },
    }),
  };
}
