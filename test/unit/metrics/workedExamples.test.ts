import { describe, expect, it } from 'vitest';
import {
  meanByQuery,
  meanByUser,
  meansByGroup,
  skill,
  toColumn,
  weightedMean,
} from '../../../shared/metrics/aggregate';
import { idealDcg } from '../../../shared/metrics/dcg';
import { evaluateRequest, randomExpectation } from '../../../shared/metrics/evaluateRequest';
import { discount } from '../../../shared/metrics/gain';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { orderList } from '../../../shared/metrics/orderList';
import { presetSettings, type SettingOverrides } from '../../../shared/metrics/presets';
import type { RankedList } from '../../../shared/metrics/rankedList';
import { listOf } from './listOf';

const unjudged = Number.NaN;

/** E1: ranking p3 p7 p1 p9 p4; grades 2 0 3 - 1; p8 = 3 is not retrieved. */
const e1: RankedList = {
  grades: Float64Array.of(2, 0, 3, unjudged, 1),
  judged: Float64Array.of(2, 0, 3, 1, 3),
};

function value(id: string, list: RankedList, overrides: SettingOverrides = {}): number | null {
  return evaluateRequest(parseMetricId(id), list, presetSettings('default', overrides));
}

describe('worked example E1', () => {
  it.each([
    ['dcg@1', 2],
    ['dcg@3', 3.5],
    ['dcg@5', 3.886853],
    ['dcg@10', 3.886853],
    ['ndcg@1', 0.666667],
    ['ndcg@3', 0.593946],
    ['ndcg@5', 0.614671],
    ['ndcg@10', 0.614671],
    ['ndcg_exp2@1', 0.428571],
    ['ndcg_exp2@3', 0.503232],
    ['ndcg_exp2@5', 0.515978],
    ['ndcg_exp2@10', 0.515978],
    ['map_R@3', 0.416667],
    ['map_R@5', 0.566667],
    ['map_min@3', 0.555556],
    ['map_min@5', 0.566667],
    ['map_hits@3', 0.833333],
    ['map_hits@5', 0.755556],
    ['p@3', 0.666667],
    ['p@10', 0.3],
    ['recall@3', 0.5],
    ['recall@5', 0.75],
    ['recall_capped@3', 0.666667],
    ['hit@3', 1],
    ['mrr', 1],
    ['judged@5', 0.8],
    ['err@5(max=4)', 0.311702],
    ['err@5(max=3)', 0.559245],
    ['rbp(p=0.8)', 0.40992],
    ['rbp(p=0.9)', 0.24661],
    ['rbp(max=3,p=0.8)', 0.28864],
    ['rbp_residual(p=0.8)', 0.43008],
    ['first_positive_rank', 1],
  ])('%s is %f', (id, expected) => {
    expect(value(id, e1)).toBeCloseTo(expected, 6);
  });

  it.each([
    ['linear', [3, 5.892789, 6.323466, 6.323466]],
    ['exp2', [7, 12.916508, 13.347185, 13.347185]],
  ] as const)('has the ideal of gain %s', (gain, expected) => {
    const of = (grade: number) => (gain === 'linear' ? grade : 2 ** grade - 1);
    [1, 3, 5, 10].forEach((cutoff, i) => {
      expect(idealDcg(e1.judged, cutoff, of)).toBeCloseTo(expected[i]!, 6);
    });
  });

  it('follows gain and ideal of the settings', () => {
    expect(value('dcg@3', e1, { gain: 'exp2' })).toBe(6.5);
    expect(value('dcg@5', e1, { gain: 'exp2' })).toBeCloseTo(6.886853, 6);
    expect(value('ndcg@3', e1, { gain: 'exp2' })).toBeCloseTo(0.503232, 6);
    expect(value('ndcg@3', e1, { ideal: 'list' })).toBeCloseTo(0.735007, 6);
    // Gain table 2 → 10, others as they are: (10 + 3/2)/(10 + 3/log2(3) + 3/2).
    const table = value('ndcg@3', e1, { gain: 'table', gainTable: [[2, 10]] });
    expect(table).toBeCloseTo(11.5 / (10 + 3 * discount(2) + 1.5), 12);
  });

  it('cuts gains below a stated rel', () => {
    expect(value('dcg(rel=2)', e1)).toBe(3.5);
    expect(value('dcg', e1, { relLevel: 2 })).toBeCloseTo(3.886853, 6);
    expect(value('recall(rel=2)', e1)).toBeCloseTo(2 / 3, 12);
    expect(value('recall', e1, { relLevel: 2 })).toBeCloseTo(2 / 3, 12);
  });

  it('divides precision like Evidently on request', () => {
    expect(value('p@10', e1, { pDivisor: 'list' })).toBeCloseTo(0.6, 12);
    expect(value('p', e1)).toBeCloseTo(0.6, 12);
  });

  it('averages reciprocal ranks over queries', () => {
    const second = { grades: Float64Array.of(0, 0, 1), judged: Float64Array.of(0, 0, 1) };
    const column = toColumn([value('mrr', e1), value('mrr', second)]);
    expect(column[1]).toBeCloseTo(1 / 3, 12);
    expect(meanByQuery(column).mean).toBeCloseTo(2 / 3, 12);
  });

  it('knows the value of random order', () => {
    const random = randomExpectation(parseMetricId('ndcg@3'), e1, presetSettings('default'));
    expect(random).toBeCloseTo(0.43394, 6);
    expect(Math.abs(skill(value('ndcg@3', e1), random)! - 0.282666)).toBeLessThan(1e-6);
  });

  it('meets the documented case of scikit-learn', () => {
    const grades = new Map([10, 0, 0, 1, 5].map((grade, i) => [`d${i}`, grade]));
    const scores = [0.1, 0.2, 0.3, 4, 70];
    const settings = presetSettings('sklearn');
    const list = listOf(
      scores.map((score, i) => ({ id: `d${i}`, score })),
      grades,
      settings,
    );
    expect(evaluateRequest(parseMetricId('ndcg'), list, settings)).toBeCloseTo(0.695694, 6);
  });
});

describe('worked example E3', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const scores = Float64Array.of(0.9, 0.7, 0.7, 0.7, 0.2);
  const grades = new Map(Object.entries({ a: 0, b: 2, c: 0, d: 1, e: 3, z: 3 }));
  const items = ids.map((id, i) => ({ id, score: scores[i]! }));
  const list = listOf(items, grades, presetSettings('default'));

  it('orders ties by id descending', () => {
    const { order, tieGroups } = orderList(scores, ids);
    expect([...order].map((index) => ids[index]).join()).toBe('a,d,c,b,e');
    expect([...tieGroups]).toEqual([0, 1, 4]);
  });

  it.each([
    ['ndcg@3', 'id', 0.107068],
    ['ndcg@3', 'expected', 0.191918],
    ['ndcg@3', 'min', 0.084849],
    ['ndcg@3', 'max', 0.298986],
    ['p@3', 'expected', 0.444444],
    ['recall@3', 'expected', 0.333333],
    ['hit@3', 'expected', 1],
    ['map_R@3', 'expected', 0.166667],
    ['map_min@3', 'expected', 0.222222],
    ['mrr@3', 'expected', 0.444444],
  ] as const)('%s with ties %s is %f', (id, ties, expected) => {
    expect(value(id, list, { ties })).toBeCloseTo(expected, 6);
  });

  it('differs in the order of ascending ids', () => {
    const ascending = listOf(items, grades, presetSettings('default', { ties: 'input' }));
    expect(value('ndcg@3', ascending)).toBeCloseTo(0.214136, 6);
  });

  it('averages ties as scikit-learn does', () => {
    const settings = presetSettings('sklearn');
    const judged = new Map([10, 0, 0, 1, 5].map((grade, i) => [`d${i}`, grade]));
    const tied = listOf(
      [1, 0, 0, 0, 1].map((score, i) => ({ id: `d${i}`, score })),
      judged,
      settings,
    );
    expect(evaluateRequest(parseMetricId('ndcg@1'), tied, settings)).toBeCloseTo(0.75, 12);
  });
});

describe('aggregation of A7', () => {
  const values = Float64Array.of(0.2, 0.4, 0.6, 1);

  it('means by query, user and surface', () => {
    expect(meanByQuery(values)).toEqual({ mean: 0.55, used: 4, nulls: 0, withPositive: null });
    expect(meanByUser(values, [0, 0, 0, 1], 2).mean).toBeCloseTo(0.7, 12);
    const surfaces = meansByGroup(values, [0, 0, 0, 1], 2);
    expect(surfaces.map(({ mean, used }) => [mean!.toFixed(6), used])).toEqual([
      ['0.400000', 3],
      ['1.000000', 1],
    ]);
  });

  it('counts nulls and never averages them', () => {
    const column = toColumn([0.5, null, 1]);
    expect(meanByQuery(column)).toMatchObject({ mean: 0.75, used: 2, nulls: 1 });
    expect(meanByUser(column, [0, 1, 0], 2)).toMatchObject({ mean: 0.75, used: 1, nulls: 1 });
    expect(meanByQuery(toColumn([null]))).toMatchObject({ mean: null, used: 0, nulls: 1 });
    expect(meanByQuery(toColumn([])).mean).toBeNull();
  });

  it('counts used requests and users with a positive', () => {
    const positives = [1, 0, 2, 1];
    expect(meanByQuery(Float64Array.of(0.5, 0, Number.NaN, 1), positives).withPositive).toBe(2);
    expect(meanByUser(values, [0, 0, 1, 1], 2, [0, 0, 1, 1]).withPositive).toBe(1);
    expect(weightedMean(values, [1, 1, 1, 1], positives).withPositive).toBe(3);
  });

  it('weights requests and reports effective size', () => {
    // ESS of weights 1 and 4 is 25/17.
    const result = weightedMean(Float64Array.of(1, 0, Number.NaN), [1, 4, 9]);
    expect(result).toMatchObject({ mean: 0.2, used: 2, nulls: 1 });
    expect(result.ess).toBeCloseTo(1.470588, 6);
    expect(weightedMean(toColumn([null]), [1]).mean).toBeNull();
  });

  it('has no skill over a perfect random order', () => {
    expect(skill(1, 1)).toBeNull();
    expect(skill(null, 0.5)).toBeNull();
  });
});

describe('requests without a relevant item', () => {
  const empty = { grades: Float64Array.of(0, unjudged), judged: Float64Array.of(0, 0) };

  it.each(['ndcg@5', 'ndcg_exp2', 'map_R', 'map_min@5', 'map_hits', 'recall@5', 'recall_capped', 'hit@1', 'mrr'])(
    '%s follows the noPositive setting',
    (id) => {
      expect(value(id, empty)).toBeNull();
      expect(value(id, empty, { noPositive: 'zero' })).toBe(0);
      expect(value(id, empty, { noPositive: 'one' })).toBe(1);
      expect(() => value(id, empty, { noPositive: 'refuse' })).toThrow(/no relevant item/);
    },
  );

  it('keeps defined values defined', () => {
    expect(value('p@5', empty)).toBe(0);
    expect(value('dcg@5', empty)).toBe(0);
    expect(value('err@5', empty)).toBe(0);
    expect(value('rbp', empty)).toBe(0);
    expect(value('first_positive_rank', empty, { noPositive: 'zero' })).toBeNull();
  });

  it('is null where nothing is judged', () => {
    const nothing = { grades: Float64Array.of(unjudged, -1), judged: new Float64Array(0) };
    expect(value('p@2', nothing, { noPositive: 'zero' })).toBeNull();
    expect(value('ndcg@2', nothing, { noPositive: 'one' })).toBeNull();
    expect(value('judged@2', nothing)).toBe(0);
    expect(value('judged@2', { ...nothing, grades: new Float64Array(0) })).toBeNull();
  });

  it('handles a judged request without a list', () => {
    const missing = { grades: new Float64Array(0), judged: Float64Array.of(1) };
    expect(value('ndcg@5', missing)).toBeNull();
    expect(value('ndcg@5', missing, { missingRequest: 'zero' })).toBe(0);
    expect(value('p', missing, { missingRequest: 'zero' })).toBe(0);
    expect(value('first_positive_rank', missing, { missingRequest: 'zero' })).toBeNull();
    expect(() => value('ndcg@5', missing, { missingRequest: 'error' })).toThrow(/no list/);
  });

  it('is null when a grade exceeds the scale', () => {
    expect(value('err@5(max=2)', e1)).toBeNull();
    expect(value('rbp(max=2)', e1)).toBeNull();
  });

  it('refuses metrics of other kinds', () => {
    expect(() => value('auc', e1)).toThrow(/not computed request by request/);
  });
});
