import { exactNumber, missing } from '../../../shared/format/numbers';
import { divergingColor, magnitudeColor } from '../colors';
import { symmetricDomain } from '../scales';
import type { ChartSpec } from './chartSpec';
import { escaped } from './histogramChart';

export interface HeatChartData {
  title: string;
  rows: readonly string[];
  columns: readonly string[];
  /** values[row][column]; null is a cell without a value. */
  values: readonly (readonly (number | null)[])[];
  n: readonly (readonly number[])[];
  xTitle: string;
  yTitle: string;
  /** What a cell measures, with its unit. */
  measure: string;
  /** Differences diverge from 0, magnitudes run through cividis. */
  kind: 'difference' | 'magnitude';
}

/** A value for each pair of two categories, as color; missing cells stay empty. */
export function heatChart(data: HeatChartData): ChartSpec {
  const { title, rows, columns, values, n, xTitle, yTitle, measure, kind } = data;
  const place = (row: number) => [Math.floor(row / columns.length), row % columns.length] as const;
  return {
    title,
    series: rows.map((name, row) => ({
      name,
      count: columns.length,
      at: (column) => ({
        x: escaped(columns[column]!),
        y: escaped(name),
        text: `${name} × ${columns[column]}: ${exactNumber(values[row]?.[column]) || missing} ${measure}, n ${exactNumber(n[row]?.[column])}`,
      }),
    })),
    table: {
      columns: [yTitle, xTitle, measure, 'n'].map((name, at) => ({ name, type: at < 2 ? 'text' : 'number' })),
      rows: rows.length * columns.length,
      value: (at, column) => {
        const [row, col] = place(at);
        return [rows[row]!, columns[col]!, values[row]?.[col] ?? null, n[row]?.[col] ?? null][column] ?? null;
      },
    },
    draw: (theme) => ({
      traces: [
        {
          type: 'heatmap',
          x: columns.map(escaped),
          y: rows.map(escaped),
          z: values,
          ...scaleOf(kind, values),
          xgap: 1,
          ygap: 1,
          hoverinfo: 'none',
          hoverongaps: true,
          colorbar: {
            title: { text: measure, side: 'right', font: { size: 11, color: theme.textFaint } },
            thickness: 10,
            outlinewidth: 0,
            nticks: 5,
            tickfont: { size: 11, color: theme.textSoft },
          },
        },
      ],
      xaxis: { title: xTitle, type: 'category', showgrid: false },
      yaxis: { title: yTitle, type: 'category', autorange: 'reversed', showgrid: false },
    }),
  };
}

function scaleOf(kind: HeatChartData['kind'], values: HeatChartData['values']) {
  const steps = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
  if (kind === 'magnitude') return { colorscale: steps.map((at) => [at, commas(magnitudeColor(at))]) };
  const [zmin, zmax] = symmetricDomain(values.flat());
  return { zmin, zmax, colorscale: steps.map((at) => [at, commas(divergingColor(2 * at - 1))]) };
}

// plotly's color reader does not know the form with blanks.
function commas(color: string): string {
  return color.replace(/(\d) (?=\d)/g, '$1, ');
}
