import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barChart } from '../../../renderer/charts/kit/barChart';
import { binnedDensity } from '../../../renderer/charts/kit/binnedDensity';
import { isEmptyChart } from '../../../renderer/charts/kit/chartSpec';
import { blobOf } from '../../../renderer/charts/kit/chartSurface';
import type { ChartTheme } from '../../../renderer/charts/kit/chartTheme';
import { heatChart } from '../../../renderer/charts/kit/heatChart';
import { histogramChart } from '../../../renderer/charts/kit/histogramChart';
import { intervalChart } from '../../../renderer/charts/kit/intervalChart';
import { rowsInside } from '../../../renderer/charts/kit/lasso';
import { lineChart } from '../../../renderer/charts/kit/lineChart';
import { scatterChart } from '../../../renderer/charts/kit/scatterChart';
import { stepStop } from '../../../renderer/charts/kit/stepStop';
import { pageTable, pageTableColumns, pageTableTexts, textsTable } from '../../../renderer/ui/pageTable';
import { tableToRows } from '../../../shared/wire/columns';

fc.configureGlobal({ seed: 20260714 });

const gray = '#777777';
const theme: ChartTheme = {
  surface: '#ffffff',
  line: gray,
  lineStrong: gray,
  text: gray,
  textSoft: gray,
  textFaint: gray,
  accent: gray,
  band: gray,
  font: 'sans-serif',
};

const bars = barChart({
  title: 'Users',
  names: ["o'k", 'b'],
  values: [3, null],
  xTitle: 'locale',
  yTitle: 'users',
  color: gray,
});

describe('binnedDensity', () => {
  it('has the area of its histogram, but for the tails', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 5, maxLength: 40 }), (inner) => {
        // Empty bins on both sides leave room for the tails.
        const counts = [...Array(60).fill(0), ...inner, ...Array(60).fill(0)];
        const n = counts.reduce((sum: number, count: number) => sum + count, 0);
        fc.pre(n >= 40);
        const edges = counts.map((_, at) => at / 10).concat(counts.length / 10);
        const { x, y } = binnedDensity(edges, counts)!;
        const area = y.reduce((sum, each) => sum + each * (x[1]! - x[0]!), 0);
        expect(Math.abs(area - n * 0.1)).toBeLessThan(n * 0.1 * 0.03);
      }),
      { numRuns: 60 },
    );
  });
  it('mirrors when its bins are mirrored', () => {
    const edges = [-3, -2, -1, 0, 1, 2, 3];
    const [one, other] = [
      [1, 5, 2, 9, 0, 1],
      [1, 0, 9, 2, 5, 1],
    ].map((counts) => binnedDensity(edges, counts)!.y);
    const [first, mirrored] = [one!, [...other!].reverse()];
    first.forEach((value, at) => {
      expect(value).toBeCloseTo(mirrored[at]!, 8);
    });
  });
  it('is none for fewer than two values', () => {
    expect([binnedDensity([0, 1], [1]), binnedDensity([0, 1, 2], [0, 0]), binnedDensity([], [])]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('rowsInside', () => {
  it('holds what a rectangle holds, in ascending rows', () => {
    const square = { x: [0, 2, 2, 0], y: [0, 0, 2, 2] };
    const rows = rowsInside(square, Float64Array.of(1, 3, 0.5, Number.NaN, 1), Float64Array.of(1, 1, 1.9, 1, -1));
    expect([...rows]).toEqual([0, 2]);
  });
  it('leaves out the bay of a shape that is not convex', () => {
    const letterU = { x: [0, 3, 3, 2, 2, 1, 1, 0], y: [0, 0, 3, 3, 1, 1, 3, 3] };
    expect([...rowsInside(letterU, Float64Array.of(0.5, 1.5, 2.5, 1.5), Float64Array.of(2, 2, 2, 0.5))]).toEqual([
      0, 2, 3,
    ]);
  });
  it('does not depend on where the polygon begins or which way it runs', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 3,
        maxLength: 9,
      },
    );
    fc.assert(
      fc.property(points, points, (corners, cloud) => {
        const [x, y] = [0, 1].map((axis) => Float64Array.from(cloud, (point) => point[axis]!));
        const run = (of: typeof corners) => [
          ...rowsInside({ x: of.map(([px]) => px), y: of.map(([, py]) => py) }, x!, y!),
        ];
        expect(run([...corners.slice(1), corners[0]!])).toEqual(run(corners));
      }),
    );
  });
  it('holds nothing with fewer than three corners', () => {
    expect(rowsInside({ x: [0, 1], y: [0, 1] }, Float64Array.of(0.5), Float64Array.of(0.5)).length).toBe(0);
  });
});

describe('tables behind charts', () => {
  it('give every number unrounded, and nothing where there is none', () => {
    expect(pageTableTexts(bars.table)).toEqual([
      ['locale', 'users'],
      ["o'k", '3'],
      ['b', ''],
    ]);
  });
});

describe('tables of the page', () => {
  it('take columns of texts for numbers where every one is', () => {
    const table = textsTable([
      ['a', 'b', 'c'],
      ['1', 'x', ''],
      ['', '2', ''],
    ]);
    expect(table.columns.map(({ type }) => type)).toEqual(['number', 'text', 'text']);
    expect([table.value(0, 0), table.value(1, 0), table.value(1, 1)]).toEqual([1, null, '2']);
  });

  it('become binary columns, with names that a file may have', () => {
    const table = pageTable(
      [
        { name: '', type: 'text' },
        { name: 'a', type: 'number' },
        { name: 'A', type: 'number' },
      ],
      [
        ['x', 0.1, null],
        [null, 2, Number.POSITIVE_INFINITY],
      ],
    );
    expect(tableToRows(pageTableColumns(table))).toEqual([
      { column: 'x', a: 0.1, 'A 2': null },
      { column: null, a: 2, 'A 2': Number.POSITIVE_INFINITY },
    ]);
  });
});

describe('stepStop', () => {
  it('moves over the values and stays inside', () => {
    const keys = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Home', 'ArrowLeft', 'End'];
    let at: ReturnType<typeof stepStop> = null;
    const seen = keys.map((key) => {
      at = stepStop(bars, at, key, false);
      return at?.index;
    });
    expect(seen).toEqual([0, 1, 1, 0, 0, 1]);
  });
  it('leaves other keys alone', () => {
    expect([stepStop(bars, null, 'a', false), stepStop(bars, null, 'ArrowUp', false)]).toEqual([null, null]);
  });
});

describe('charts', () => {
  it('color losses blue and wins orange, and keep one request in sight', () => {
    const spec = histogramChart({
      title: 'd',
      edges: [-1, 0, 1],
      counts: [1, 0],
      xTitle: 'd',
      thing: 'request',
      decimals: 2,
      color: null,
    });
    const { marker } = spec.draw(theme).traces[0] as unknown as {
      marker: { color: string[]; line: { width: number[] } };
    };
    expect(marker.color).toEqual(['rgb(0 114 178)', 'rgb(213 94 0)']);
    expect(marker.line.width).toEqual([1, 0]);
    expect(spec.series[0]?.at(0).text).toBe('1 request in [−1.00, 0.00)');
  });
  it('span differences evenly about zero', () => {
    const row = { name: 'B', point: 0.2, interval: [-0.5, 0.9] as const, n: 40, color: gray, shape: 'square' as const };
    const { xaxis } = intervalChart({ title: 'd', rows: [row], xTitle: 'd', decimals: 2, margin: 0.1 }).draw(theme);
    const [low, high] = xaxis.range as [number, number];
    expect(low).toBe(-high);
    expect(high).toBeGreaterThan(0.9);
  });
  it('read out a mark in the bucket in which it lies', () => {
    const spec = lineChart({
      title: 't',
      times: [0, 3_600_000],
      series: [{ name: 'B', values: [0.5, null], n: [7, 0], color: gray, shape: 'circle' }],
      yTitle: 'ndcg@10',
      marks: [{ time: 1000, text: 'ranker v2' }],
    });
    expect(spec.series[0]?.at(0).text).toBe('B, 1970-01-01 00:00:00 UTC: 0.5, n 7; ranker v2');
    expect(spec.series[0]?.at(1).text).not.toContain('ranker');
  });
  it('center the colors of differences on zero', () => {
    const of = (kind: 'difference' | 'magnitude') =>
      heatChart({
        title: 'h',
        rows: ['r'],
        columns: ['a', 'b'],
        values: [[0.1, -0.4]],
        n: [[1, 2]],
        xTitle: 'x',
        yTitle: 'y',
        measure: 'Δ',
        kind,
      }).draw(theme).traces[0]!;
    expect([of('difference').zmin, of('difference').zmax]).toEqual([-0.4, 0.4]);
    expect(of('magnitude').zmin).toBeUndefined();
  });
  it('know when they are empty', () => {
    const none = new Float64Array();
    const at = { title: 't', x: none, y: none, colors: gray, xTitle: 'x', yTitle: 'y', nameOf: String };
    expect([isEmptyChart(scatterChart(at)), isEmptyChart(bars)]).toEqual([true, false]);
  });
});

describe('pictures', () => {
  it('come out of data URLs of both forms', async () => {
    expect(await blobOf('data:image/png;base64,aGk=').text()).toBe('hi');
    expect(await blobOf('data:image/svg+xml,%3Csvg%2F%3E').text()).toBe('<svg/>');
  });
});
