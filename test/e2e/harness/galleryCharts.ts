import { loggedColor, modelColors, modelShapes } from '../../../renderer/charts/colors';
import { barChart } from '../../../renderer/charts/kit/barChart';
import type { ChartSpec } from '../../../renderer/charts/kit/chartSpec';
import { heatChart } from '../../../renderer/charts/kit/heatChart';
import { densityChart, histogramChart } from '../../../renderer/charts/kit/histogramChart';
import { intervalChart } from '../../../renderer/charts/kit/intervalChart';
import { lineChart } from '../../../renderer/charts/kit/lineChart';
import { scatterChart } from '../../../renderer/charts/kit/scatterChart';
import { noise } from './cannedTables';

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const bell = (count: number, middle: number, tall: number) =>
  range(count).map((at) => Math.round(tall * Math.exp(-(((at - middle) / 4) ** 2))));
const edges = range(41).map((at) => -1 + at / 20);
const day = 86_400_000;
const start = Date.UTC(2026, 6, 1);

/** Every chart of the kit with data that is the same each time. */
export function galleryCharts(cloudSize: number): Record<string, ChartSpec> {
  return { ...counted(), ...compared(), cloud: cloud(cloudSize), empty: cloud(0) };
}

function counted(): Record<string, ChartSpec> {
  return {
    bars: barChart({
      title: 'Users of each locale',
      names: ['nl', 'de', 'fr', 'en', 'other'],
      values: [812, 640, 511, 2210, 97],
      xTitle: 'locale',
      yTitle: 'users',
      color: '#6673d9',
    }),
    histogram: histogramChart({
      title: 'Histogram of ndcg@10, B − A',
      edges,
      counts: bell(40, 18, 640),
      xTitle: 'ndcg@10, B − A',
      thing: 'request',
      decimals: 4,
      color: null,
      withDensity: true,
    }),
    density: densityChart({
      title: 'Scores of both models',
      edges,
      series: [
        { name: 'baseline', counts: bell(40, 16, 300), color: modelColors[0] },
        { name: 'candidate', counts: bell(40, 24, 220), color: modelColors[1] },
      ],
      xTitle: 'score',
      thing: 'row',
    }),
  };
}

function compared(): Record<string, ChartSpec> {
  const names = ['nl', 'de', 'fr', 'en'];
  const surfaces = ['home', 'store', 'search'];
  const values = names.map((_, row) =>
    surfaces.map((_, at) => (row === 2 && at === 1 ? null : noise(row * 7 + at) - 0.5)),
  );
  return {
    interval: intervalChart({
      title: 'Differences from the baseline',
      rows: ['candidate', 'popular-boost', '@logged'].map((name, at) => ({
        name,
        point: [-0.0152, 0.0007, 0.0041][at]!,
        interval: ([[-0.0206, -0.0098], [-0.004, 0.0054], null] as const)[at]!,
        n: 9120,
        color: at === 2 ? loggedColor : modelColors[at + 1]!,
        shape: modelShapes[at + 1]!,
      })),
      xTitle: 'Δ ndcg@10',
      decimals: 4,
      margin: 0.002,
    }),
    line: lineChart({
      title: 'ndcg@10 over time',
      times: range(28).map((at) => start + at * day),
      series: ['baseline', 'candidate'].map((name, of) => ({
        name,
        values: range(28).map((at) => 0.41 + noise(at + of * 50) * 0.02 - (of === 1 && at > 15 ? 0.05 : 0)),
        n: range(28).map((at) => 400 + at),
        color: modelColors[of]!,
        shape: modelShapes[of]!,
      })),
      yTitle: 'ndcg@10',
      marks: [{ time: start + 15.5 * day, text: 'ranker v2' }],
      onset: [start + 15 * day, start + 17 * day],
      brush: [start + 20 * day, start + 24 * day],
    }),
    heat: heatChart({
      title: 'Difference of each locale and surface',
      rows: names,
      columns: surfaces,
      values,
      n: names.map((_, row) => surfaces.map((_, at) => 100 + row * 10 + at)),
      xTitle: 'surface',
      yTitle: 'locale',
      measure: 'Δ ndcg@10',
      kind: 'difference',
    }),
  };
}

function cloud(size: number): ChartSpec {
  const x = Float64Array.from({ length: size }, (_, at) => noise(at) + noise(at + 1e6) + (at % 3) * 1.6);
  const y = Float64Array.from({ length: size }, (_, at) => noise(at + 2e6) + noise(at + 3e6) + (at % 2) * 1.4);
  return scatterChart({
    title: 'Map of items',
    x,
    y,
    colors: modelColors[0],
    xTitle: 'map 1',
    yTitle: 'map 2',
    nameOf: (row) => `item ${row}`,
  });
}
