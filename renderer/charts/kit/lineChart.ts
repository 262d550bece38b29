import { exactNumber, formatTime } from '../../../shared/format/numbers';
import type { ModelShape } from '../colors';
import type { ChartSpec } from './chartSpec';
import type { ChartTheme } from './chartTheme';
import { escaped } from './histogramChart';
import { band } from './intervalChart';
import { plotlySymbol } from './symbols';

export interface LineSeries {
  name: string;
  /** Parallel to the data's `times`; null leaves a gap. */
  values: readonly (number | null)[];
  /** Rows or requests behind each value. */
  n: readonly number[];
  color: string;
  shape: ModelShape;
}

export interface LineChartData {
  title: string;
  /** ms since the epoch, ascending. */
  times: readonly number[];
  series: readonly LineSeries[];
  yTitle: string;
  /** Deploys and other changes, on the axis. */
  marks?: readonly { time: number; text: string }[];
  /** The stretch in which a change set in; null when none was found. */
  onset?: readonly [number, number] | null;
  /** The chosen stretch of time; null when none is. */
  brush?: readonly [number, number] | null;
}

/** Series over time, with what was changed when on the axis. */
export function lineChart(data: LineChartData): ChartSpec {
  const { title, times, series, yTitle } = data;
  return {
    title,
    selects: 'stretch',
    series: series.map(({ name, values, n }) => ({
      name,
      count: times.length,
      at: (at) => ({
        x: times[at]!,
        y: values[at] ?? 0,
        text: `${name}, ${formatTime(times[at])} UTC: ${exactNumber(values[at])}, n ${exactNumber(n[at])}${marksAt(data, at)}`,
      }),
    })),
    table: {
      columns: [
        { name: 'time (UTC)', type: 'text' },
        ...series.flatMap(({ name }) => [
          { name, type: 'number' as const },
          { name: `n of ${name}`, type: 'number' as const },
        ]),
      ],
      rows: times.length,
      value: (row, column) => {
        if (column === 0) return formatTime(times[row]);
        const of = series[Math.floor((column - 1) / 2)];
        return (column % 2 === 1 ? of?.values[row] : of?.n[row]) ?? null;
      },
    },
    draw: (theme) => ({
      traces: series.map((each) => trace(times, each)),
      xaxis: { title: 'time, UTC', type: 'date', showline: true, ...rangeOf(times) },
      yaxis: { title: yTitle, zeroline: true },
      shapes: [...bands(data, theme), ...markLines(data, theme)],
      annotations: [...series.flatMap((each) => endLabel(times, each)), ...markLabels(data, theme)],
      more: { dragmode: 'select', selectdirection: 'h', margin: { l: 52, r: 84, t: 20, b: 38 } },
    }),
  };
}

function trace(times: readonly number[], { values, color, shape }: LineSeries) {
  return {
    type: 'scatter',
    mode: times.length > 80 ? 'lines' : 'lines+markers',
    x: times,
    y: values,
    line: { color, width: 1.8 },
    marker: { color, symbol: plotlySymbol(shape), size: 6 },
    selected: { marker: { opacity: 1 } },
    unselected: { marker: { opacity: 1 } },
    hoverinfo: 'none',
  };
}

function rangeOf(times: readonly number[]) {
  const [first, last] = [times[0], times[times.length - 1]];
  if (first === undefined || last === undefined || first === last) return {};
  const room = (last - first) * 0.02;
  return { range: [first - room, last + room] };
}

function bands({ onset, brush }: LineChartData, theme: ChartTheme) {
  const tall = { xref: 'x', yref: 'paper', y0: 0, y1: 1 };
  return [
    ...(brush ? [band({ ...tall, x0: brush[0], x1: brush[1], fillcolor: theme.accent, opacity: 0.14 })] : []),
    ...(onset ? [band({ ...tall, x0: onset[0], x1: onset[1], fillcolor: theme.textFaint, opacity: 0.18 })] : []),
  ];
}

function markLines({ marks = [] }: LineChartData, theme: ChartTheme) {
  const line = { color: theme.textFaint, width: 1, dash: 'dot' };
  return marks.map(({ time }) => ({ type: 'line', xref: 'x', x0: time, x1: time, yref: 'paper', y0: 0, y1: 1, line }));
}

function markLabels({ marks = [] }: LineChartData, theme: ChartTheme) {
  const font = { color: theme.textSoft, size: 10 };
  return marks.map(({ time, text }) => ({
    x: time,
    xanchor: 'left',
    xshift: -4,
    yref: 'paper',
    y: 1,
    yanchor: 'bottom',
    text: `▾ ${escaped(text)}`,
    showarrow: false,
    font,
  }));
}

function endLabel(times: readonly number[], { name, values, color }: LineSeries) {
  const last = values.findLastIndex((value) => value !== null);
  if (last < 0) return [];
  const font = { color, size: 11 };
  return [
    { x: times[last], y: values[last], xanchor: 'left', xshift: 10, text: escaped(name), showarrow: false, font },
  ];
}

// A mark belongs to the bucket in which it lies: its text is read out there.
function marksAt({ times, marks = [] }: LineChartData, at: number): string {
  const until = times[at + 1] ?? Number.POSITIVE_INFINITY;
  const here = marks.filter(({ time }) => time >= times[at]! && time < until);
  return here.map(({ text }) => `; ${text}`).join('');
}
