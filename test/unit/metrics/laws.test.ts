import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRequest, randomExpectation } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { presetSettings, type SettingOverrides } from '../../../shared/metrics/presets';
import { eachTieGroup, type RankedList, tieCrossesCutoff, withoutUnjudged } from '../../../shared/metrics/rankedList';
import { metricDefinitions } from '../../../shared/metrics/registry';
import { requestMetrics } from '../../../shared/metrics/requestMetrics';
import { unjudgedBounds } from '../../../shared/metrics/unjudgedBounds';
import { listOf } from './listOf';

fc.configureGlobal({ seed: 7 });

const grade = fc.constantFrom(0, 0, 1, 2, 3, Number.NaN);
const ids = requestMetrics.flatMap(({ name, cutoff }) => (cutoff === 'none' ? [name] : [name, `${name}@3`]));

/** Up to 6 items whose tie groups partition the list, and judged items outside it. */
const tiedList: fc.Arbitrary<RankedList> = fc
  .record({
    grades: fc.array(grade, { minLength: 1, maxLength: 6 }),
    starts: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    outside: fc.array(fc.constantFrom(0, 1, 3), { maxLength: 2 }),
  })
  .map(({ grades, starts, outside }) => ({
    grades: Float64Array.from(grades),
    judged: Float64Array.from([...grades.filter((y) => y >= 0), ...outside]),
    tieGroups: Uint32Array.from(grades.flatMap((_, i) => (i === 0 || starts[i] ? [i] : []))),
  }));

function value(id: string, list: RankedList, overrides: SettingOverrides = {}): number | null {
  return evaluateRequest(parseMetricId(id), list, presetSettings('default', overrides));
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The list with ads and gaps between its items, which keep their ranks; groups run on around them. */
const listWithFixed: fc.Arbitrary<RankedList> = fc
  .record({
    list: tiedList,
    between: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 7, maxLength: 7 }),
    ad: fc.boolean(),
  })
  .map(({ list, between, ad }) => {
    const kept = ad ? 0 : Number.NaN;
    const entries = [...list.grades].flatMap((y, i) => [
      ...Array.from({ length: between[i]! }, () => ({ y: kept, fixed: 1, free: i })),
      { y, fixed: 0, free: i },
    ]);
    const starts = [...list.tieGroups!].map((free) => entries.findIndex((each) => each.free === free && !each.fixed));
    return {
      grades: Float64Array.from(entries, ({ y }) => y),
      judged: list.judged,
      tieGroups: Uint32Array.from([...(starts[0]! > 0 ? [0] : []), ...starts]),
      fixed: Uint8Array.from(entries, ({ fixed }) => fixed),
    };
  });

/** Every order of the list that its ties allow, without ties. */
function allOrders(list: RankedList): RankedList[] {
  let orders: number[][] = [[]];
  eachTieGroup(list, (start, end) => {
    const entries = [...list.grades.slice(start, end)];
    const isFree = (i: number) => list.fixed?.[start + i] !== 1;
    const inside = permutations(entries.filter((_, i) => isFree(i))).map((free) => {
      const next = [...free];
      return entries.map((y, i) => (isFree(i) ? next.shift()! : y));
    });
    orders = orders.flatMap((before) => inside.map((group) => [...before, ...group]));
  });
  return orders.map((grades) => ({ grades: Float64Array.from(grades), judged: list.judged }));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

describe('laws of per-request metrics', () => {
  it.each(ids.filter((id) => !id.startsWith('map_hits')))('%s expected over ties is the mean of all orders', (id) => {
    fc.assert(
      fc.property(fc.oneof(tiedList, listWithFixed), (list) => {
        const expected = value(id, list, { ties: 'expected' });
        const each = allOrders(list).map((order) => value(id, order));
        if (expected === null) expect(each.every((x) => x === null)).toBe(true);
        else expect(expected).toBeCloseTo(meanOf(each as number[]), 12);
      }),
      { numRuns: 60 },
    );
  });

  it.each(ids.filter((id) => !id.startsWith('map_hits')))('%s min and max are the extreme orders', (id) => {
    fc.assert(
      fc.property(fc.oneof(tiedList, listWithFixed), (list) => {
        const each = allOrders(list).map((order) => value(id, order));
        if (each.some((x) => x === null)) return;
        expect(value(id, list, { ties: 'min' })).toBeCloseTo(Math.min(...(each as number[])), 12);
        expect(value(id, list, { ties: 'max' })).toBeCloseTo(Math.max(...(each as number[])), 12);
      }),
      { numRuns: 40 },
    );
  });

  it.each(ids)('%s stays inside its range', (id) => {
    const [low, high] = metricDefinitions.find(({ name }) => name === parseMetricId(id).name)!.range;
    fc.assert(
      fc.property(tiedList, fc.constantFrom('id', 'expected', 'min', 'max' as const), (list, ties) => {
        const x = value(id, list, { ties });
        if (x === null) return;
        expect(x).not.toBeNaN();
        expect(x).toBeGreaterThanOrEqual((low ?? Number.NEGATIVE_INFINITY) - 1e-12);
        expect(x).toBeLessThanOrEqual((high ?? Number.POSITIVE_INFINITY) + 1e-12);
      }),
    );
  });

  it.each(ids)('%s does not read the order of judgments', (id) => {
    fc.assert(
      fc.property(tiedList, (list) => {
        expect(value(id, { ...list, judged: list.judged.toReversed() })).toBe(value(id, list));
      }),
    );
  });

  it.each(ids)('%s survives a monotone transform of scores', (id) => {
    const item = fc.record({ score: fc.integer({ min: -5, max: 5 }), grade });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const judgments = new Map(items.flatMap((x, i) => (x.grade >= 0 ? [[`i${i}`, x.grade]] : [])));
        const ranked = (transform: (score: number) => number) => {
          const scored = items.map((x, i) => ({ id: `i${i}`, score: transform(x.score) }));
          return listOf(scored, judgments, presetSettings('default'));
        };
        for (const ties of ['id', 'expected'] as const) {
          expect(
            value(
              id,
              ranked((s) => Math.exp(s / 2) - 3),
              { ties },
            ),
          ).toBe(
            value(
              id,
              ranked((s) => s),
              { ties },
            ),
          );
        }
      }),
    );
  });

  it('never falls when a better item moves up', () => {
    const names = [
      'ndcg@4',
      'ndcg_exp2@4',
      'dcg',
      'map_R@4',
      'map_min@4',
      'p@3',
      'recall@3',
      'hit@2',
      'mrr',
      'err@4',
      'rbp',
    ];
    fc.assert(
      fc.property(tiedList, fc.nat(4), (list, at) => {
        const [upper, lower] = [list.grades[at], list.grades[at + 1]];
        if (upper === undefined || lower === undefined || !((lower || 0) > (upper || 0))) return;
        const moved = list.grades.slice();
        moved[at] = lower;
        moved[at + 1] = upper;
        for (const id of names) {
          const before = value(id, { ...list, tieGroups: undefined });
          const after = value(id, { grades: moved, judged: list.judged });
          if (before !== null) expect(after!).toBeGreaterThanOrEqual(before - 1e-12);
        }
      }),
    );
  });

  it('gives the ideal list 1 and one group the random value', () => {
    fc.assert(
      fc.property(tiedList, (list) => {
        const best = Float64Array.from(list.judged).sort().reverse();
        const ideal = { grades: best, judged: list.judged };
        for (const id of ['ndcg@3', 'ndcg_exp2', 'map_min@3', 'map_R', 'mrr', 'recall_capped@2']) {
          const top = value(id, ideal);
          if (top !== null) expect(top).toBeCloseTo(1, 12);
        }
        const settings = presetSettings('default');
        const random = randomExpectation(parseMetricId('map_R@3'), list, settings);
        const each = permutations([...list.grades]).map((grades) =>
          value('map_R@3', { grades: Float64Array.from(grades), judged: list.judged }),
        );
        if (random !== null) expect(random).toBeCloseTo(meanOf(each as number[]), 12);
      }),
      { numRuns: 40 },
    );
  });
});

describe('ranked lists', () => {
  it('sees ties that cross the cutoff', () => {
    const list = { grades: new Float64Array(6), judged: new Float64Array(0), tieGroups: Uint32Array.of(0, 1, 4) };
    expect([1, 2, 3, 4, 5, 6].map((cutoff) => tieCrossesCutoff(list, cutoff))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('drops unjudged items together with their ties', () => {
    const list = {
      grades: Float64Array.of(Number.NaN, 1, -2, 0, 2),
      judged: Float64Array.of(1, 0, 2),
      tieGroups: Uint32Array.of(0, 1, 2, 3),
    };
    const kept = withoutUnjudged(list);
    expect([...kept.grades]).toEqual([1, 0, 2]);
    expect([...kept.tieGroups!]).toEqual([0, 1]);
  });
});

describe('bounds for unjudged items', () => {
  const request = fc.array(fc.constantFrom(0, 1, 2, Number.NaN), { minLength: 2, maxLength: 5 }).chain((grades) =>
    fc.record({
      grades: fc.constant(Float64Array.from(grades)),
      a: fc.shuffledSubarray(grades.map((_, i) => i)),
      b: fc.shuffledSubarray(grades.map((_, i) => i)),
    }),
  );
  const spec = parseMetricId('ndcg@3');
  const settings = presetSettings('default');

  it('negates when A and B swap', () => {
    fc.assert(
      fc.property(request, (input) => {
        const there = unjudgedBounds(input, spec, settings, 2);
        const back = unjudgedBounds({ ...input, a: input.b, b: input.a }, spec, settings, 2);
        if (there === null) {
          expect(back).toBeNull();
          return;
        }
        expect(back!.delta).toBeCloseTo(-there.delta, 12);
        expect(back!.deltaLo).toBeCloseTo(-there.deltaHi, 12);
        expect(back!.deltaHi).toBeCloseTo(-there.deltaLo, 12);
      }),
    );
  });

  it('are exact over all corners of the unknown gains', () => {
    fc.assert(
      fc.property(request, (input) => {
        const bounds = unjudgedBounds(input, spec, settings, 2);
        if (bounds === null) return;
        const unknown = [...input.grades.keys()].filter((item) => Number.isNaN(input.grades[item]!));
        const sorted = input.grades
          .filter((y) => y >= 0)
          .toSorted()
          .reverse();
        const ideal = value('dcg@3', { grades: sorted, judged: sorted })!;
        const deltas = Array.from({ length: 2 ** unknown.length }, (_, code) => {
          const grades = input.grades.slice();
          unknown.forEach((item, bit) => {
            grades[item] = (code >> bit) & 1 ? 2 : 0;
          });
          const dcgOf = (list: readonly number[]) =>
            value('dcg@3', { grades: Float64Array.from(list, (item) => grades[item]!), judged: grades }) ?? 0;
          return (dcgOf(input.b) - dcgOf(input.a)) / ideal;
        });
        expect(bounds.deltaLo).toBeCloseTo(Math.min(...deltas), 12);
        expect(bounds.deltaHi).toBeCloseTo(Math.max(...deltas), 12);
      }),
    );
  });
});
