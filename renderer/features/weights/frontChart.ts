import { formatFixed } from '../../../shared/format/numbers';
import type { BlendResult, ParetoPointRow, ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { pointText } from '../../../shared/pareto/pointText';
import { loggedColor } from '../../charts/colors';
import type { ChartSeries, ChartSpec } from '../../charts/kit/chartSpec';
import type { ChartTheme } from '../../charts/kit/chartTheme';
import { markText } from './pointMark';

export interface FrontChartData {
  result: ParetoResult;
  /** The weights of the controls; null while unknown or where they are the case's. */
  now: BlendResult | null;
  /** Indexes of the two axes. */
  axes: readonly [number, number];
}

interface Cloud {
  name: string;
  points: { x: number; y: number; text: string }[];
  marker: (theme: ChartTheme) => Record<string, unknown>;
}

/**
 * Every weighting by two of its axes: filled circles on the front, hollow ones where nothing may be claimed, crosses for
 * dominated ones, a diamond for the case's weights, a star for those of the controls.
 */
export function frontChart({ result, now, axes }: FrontChartData): ChartSpec {
  const [x, y] = axes.map((m) => result.axes[m]!) as [ParetoResult['axes'][number], ParetoResult['axes'][number]];
  const clouds = cloudsOf(result, now, axes).filter(({ points }) => points.length > 0);
  const titled = ({ metric, direction }: typeof x) => (direction === 1 ? metric : `${metric} (less is better)`);
  return {
    title: `Weightings by ${x.metric} and ${y.metric}`,
    series: clouds.map(
      ({ name, points }): ChartSeries => ({ name, count: points.length, at: (index) => points[index]! }),
    ),
    table: tableOf(result),
    draw: (theme) => ({
      traces: clouds.map(({ points, marker }) => ({
        type: 'scatter',
        mode: 'markers',
        x: points.map((point) => point.x),
        y: points.map((point) => point.y),
        marker: marker(theme),
        hoverinfo: 'none',
      })),
      xaxis: { title: titled(x), showline: true, showgrid: true, zeroline: false },
      yaxis: { title: titled(y), zeroline: false },
      annotations: clouds.flatMap(({ name, points }) =>
        labelled.includes(name) ? [label(name, points[0]!, theme)] : [],
      ),
    }),
  };
}

const labelled = ['case', 'now'];

function cloudsOf(result: ParetoResult, now: BlendResult | null, axes: readonly [number, number]): Cloud[] {
  const kinds = ['front', 'front, open', 'dominated', 'dominated, open'] as const;
  const symbols = { front: 'circle', 'front, open': 'circle-open', dominated: 'x', 'dominated, open': 'x-open' };
  const clouds = kinds.map((kind): Cloud => {
    const isFront = kind.startsWith('front');
    return {
      name: kind,
      points: result.points.flatMap((point) =>
        !point.ofCase && kindOf(point) === kind ? place(point, result, axes) : [],
      ),
      marker: ({ accent, textFaint }) => ({
        symbol: symbols[kind],
        size: isFront ? 9 : 7,
        color: isFront ? accent : textFaint,
        line: { width: kind.endsWith('open') ? 1.5 : 0, color: isFront ? accent : textFaint },
      }),
    };
  });
  const own = result.points.find(({ ofCase }) => ofCase);
  const edge = ({ surface }: ChartTheme) => ({ color: surface, width: 1 });
  return [
    ...clouds,
    {
      name: 'case',
      points: own ? place(own, result, axes) : [],
      marker: (theme) => ({ symbol: 'diamond', size: 11, color: loggedColor, line: edge(theme) }),
    },
    {
      name: 'now',
      points: now ? placeNow(now, axes) : [],
      marker: (theme) => ({ symbol: 'star', size: 14, color: '#D55E00', line: edge(theme) }),
    },
  ];
}

function kindOf({ front, withheld }: ParetoPointRow): string {
  return `${front ? 'front' : 'dominated'}${withheld === null ? '' : ', open'}`;
}

function place(point: ParetoPointRow, result: ParetoResult, axes: readonly [number, number]) {
  const [x, y] = axes.map((m) => point.values[m]!.value);
  if (x == null || y == null) return [];
  const values = result.axes.map(({ metric }, m) => `${metric} ${formatFixed(point.values[m]!.value, 4)}`).join(', ');
  const name = point.ofCase ? `the case's weights, ${pointText(point)}` : pointText(point);
  return [{ x, y, text: `${name}: ${values}; ${markText(point)}` }];
}

function placeNow(now: BlendResult, axes: readonly [number, number]) {
  const [x, y] = axes.map((m) => now.values[m]?.reported);
  if (x == null || y == null) return [];
  const values = now.values.map(({ metric, reported }) => `${metric} ${formatFixed(reported, 4)}`).join(', ');
  return [
    { x, y, text: `these weights, ${pointText({ form: now.form, weights: now.weights, floor: null })}: ${values}` },
  ];
}

// Weightings lie along a rising line: beside and below it there is room.
function label(text: string, { x, y }: { x: number; y: number }, { surface }: ChartTheme) {
  return { x, y, text, xanchor: 'left', xshift: 8, yshift: -10, showarrow: false, bgcolor: surface, borderpad: 1 };
}

function tableOf({ points, axes }: ParetoResult): ChartSpec['table'] {
  const columns = [
    { name: 'weights', type: 'text' as const },
    { name: 'mark', type: 'text' as const },
    ...axes.flatMap(({ metric }) =>
      [metric, `${metric} from`, `${metric} to`].map((name) => ({ name, type: 'number' as const })),
    ),
  ];
  return {
    columns,
    rows: points.length,
    value: (row, column) => {
      const point = points[row]!;
      if (column === 0) return pointText(point);
      if (column === 1) return markText(point);
      const { value, ci } = point.values[Math.floor((column - 2) / 3)]!;
      return [value, ci?.[0] ?? null, ci?.[1] ?? null][(column - 2) % 3] ?? null;
    },
  };
}
