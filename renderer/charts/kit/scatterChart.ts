import { exactNumber } from '../../../shared/format/numbers';
import type { ChartSpec } from './chartSpec';

export interface ScatterChartData {
  title: string;
  /** Equal lengths; NaN where a coordinate is missing. */
  x: Float64Array;
  y: Float64Array;
  colors: string | readonly string[];
  xTitle: string;
  yTitle: string;
  /** What a point is, by its row: an item's id with what is known of it. */
  nameOf: (row: number) => string;
}

const manyPoints = 5000;

/** A cloud of points, up to 100,000 and more, to be selected by a lasso. */
export function scatterChart({ title, x, y, colors, xTitle, yTitle, nameOf }: ScatterChartData): ChartSpec {
  return {
    title,
    selects: 'points',
    points: { x, y, colors, xTitle, yTitle },
    series: [
      {
        name: title,
        count: x.length,
        at: (row) => ({
          x: x[row]!,
          y: y[row]!,
          text: `${nameOf(row)}: ${xTitle} ${exactNumber(x[row])}, ${yTitle} ${exactNumber(y[row])}`,
        }),
      },
    ],
    table: {
      columns: [
        { name: 'point', type: 'text' },
        { name: xTitle, type: 'number' },
        { name: yTitle, type: 'number' },
      ],
      rows: x.length,
      value: (row, column) => (column === 0 ? nameOf(row) : column === 1 ? finite(x[row]) : finite(y[row])),
    },
    draw: (theme) => ({
      traces: [
        {
          type: 'scattergl',
          mode: 'markers',
          x,
          y,
          marker: { color: colors, size: x.length > manyPoints ? 3 : 6, opacity: x.length > manyPoints ? 0.55 : 0.85 },
          selected: { marker: { color: theme.accent, opacity: 1 } },
          unselected: { marker: { opacity: 0.15 } },
          hoverinfo: 'none',
        },
      ],
      xaxis: { title: xTitle, zeroline: true, showgrid: true },
      yaxis: { title: yTitle, zeroline: true },
      more: { dragmode: 'lasso' },
    }),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
