import { exactNumber } from '../../../shared/format/numbers';
import type { ChartSpec } from './chartSpec';
import { escaped } from './histogramChart';

export interface RankedBarData {
  title: string;
  /** In the order from above; parallel to `values` and `errors`. */
  names: readonly string[];
  values: readonly number[];
  /** Half width of a whisker at each bar, such as a standard error; null draws none. */
  errors: readonly number[] | null;
  /** Bars that are drawn at most; the table holds all. */
  most: number;
  xTitle: string;
  nameTitle: string;
  color: string;
}

/** Magnitudes of named things, one lying bar under the other. */
export function rankedBarChart({
  title,
  names,
  values,
  errors,
  most,
  xTitle,
  nameTitle,
  color,
}: RankedBarData): ChartSpec {
  const count = Math.min(most, names.length);
  const drawn = names.slice(0, count).map(escaped);
  const text = (at: number) =>
    `${names[at]}: ${exactNumber(values[at])}${errors ? ` ± ${exactNumber(errors[at])}` : ''} ${xTitle}`;
  return {
    title,
    series: [{ name: xTitle, count, at: (at) => ({ x: values[at]!, y: drawn[at]!, text: text(at) }) }],
    table: {
      columns: [
        { name: nameTitle, type: 'text' },
        { name: xTitle, type: 'number' },
        ...(errors ? [{ name: 'standard error', type: 'number' as const }] : []),
      ],
      rows: names.length,
      value: (row, column) => [names[row]!, values[row]!, errors?.[row] ?? null][column] ?? null,
    },
    draw: (theme) => ({
      traces: [
        {
          type: 'bar',
          orientation: 'h',
          x: values.slice(0, count),
          y: drawn,
          marker: { color },
          ...(errors && {
            error_x: { type: 'data', array: errors.slice(0, count), color: theme.textSoft, thickness: 1.5, width: 3 },
          }),
          hoverinfo: 'none',
        },
      ],
      xaxis: { title: xTitle, rangemode: 'tozero', zeroline: true, showgrid: true },
      yaxis: { type: 'category', autorange: 'reversed', showgrid: false, nticks: count, tickmode: 'linear' },
      more: { bargap: 0.3 },
    }),
  };
}
