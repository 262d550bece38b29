import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc } from '../../../shared/metrics/auc';
import { calibrationError, observedExpected, reliabilityBins } from '../../../shared/metrics/calibration';
import { coverage } from '../../../shared/metrics/coverage';
import { buriedPositives } from '../../../shared/metrics/firstPositiveRank';
import { discount } from '../../../shared/metrics/gain';
import { gini } from '../../../shared/metrics/gini';
import { groupedAuc } from '../../../shared/metrics/groupedAuc';
import { ild } from '../../../shared/metrics/ild';
import { logLoss, normalizedEntropy } from '../../../shared/metrics/logLoss';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { novelty } from '../../../shared/metrics/novelty';
import { presetSettings } from '../../../shared/metrics/presets';
import { unjudgedBounds } from '../../../shared/metrics/unjudgedBounds';

const unjudged = Number.NaN;

describe('worked example E2', () => {
  it('covers four of five items', () => {
    expect(coverage([0, 1, 2, 0, 1, 3], 5)).toBe(0.8);
    expect(coverage([], 0)).toBeNull();
  });

  it('measures diversity inside a list', () => {
    expect(ild(Float64Array.of(1, 0, 1, 1, 0, 1), 2)).toBeCloseTo(0.5285954792089683, 12);
    expect(ild(Float32Array.of(1, 0, 1, 1, 0, 1, 1, 0), 2)).toBeCloseTo(0.47978, 6);
    expect(ild(Float64Array.of(1, 0), 2)).toBeNull();
    expect(ild(Float64Array.of(1, 0, 0, 0), 2)).toBeNull();
  });

  it('measures novelty in bits', () => {
    expect(novelty([8, 4, 4], 16)).toEqual({ value: 5 / 3, unseen: 0 });
    expect(novelty([8, 4, 4], 10).value).toBeCloseTo(0.9885947615540288, 12);
    expect(novelty([0, 8], 16)).toEqual({ value: 1, unseen: 1 });
    expect(novelty([0], 16).value).toBeNull();
  });

  it('measures concentration of exposure', () => {
    expect(gini([2, 2, 1, 1, 0])).toBeCloseTo(1 / 3, 12);
    expect(gini([2, 2 * discount(2), discount(3), discount(3), 0])).toBeCloseTo(0.4469278726022756, 12);
    expect(gini([0, 0])).toBeNull();
    expect(gini([0, 0, 0, 5])).toBeCloseTo(3 / 4, 12);
  });
});

describe('pointwise metrics of A11', () => {
  const p = [0.9, 0.8, 0.3, 0.1, 0.2, 0.25, 0.7];
  const y = [1, 0, 0, 0, 1, 0, 0];

  it('gives the worked values', () => {
    expect(auc(p, y)).toBeCloseTo(0.6, 12);
    expect(groupedAuc(p, y, [0, 0, 0, 0, 1, 1, 2], 3)).toEqual({ byRows: 4 / 6, byGroups: 0.5, used: 2, nulls: 1 });
    expect(logLoss(p, y)).toBeCloseTo(0.75399, 6);
    expect(normalizedEntropy(p, y)).toBeCloseTo(1.260284, 6);
    expect(observedExpected(p, y)).toBeCloseTo(0.615385, 6);
  });

  it('counts ties half and needs both classes', () => {
    expect(auc([0.5, 0.5, 0.5], [1, 0, 1])).toBe(0.5);
    expect(auc([0.1, 0.2], [1, 1])).toBeNull();
    expect(auc([0.1, 0.2, 0.3], [0, 1, 0], [1, 2, 3])).toBeCloseTo(0.25, 12);
    expect(normalizedEntropy([0.1], [1])).toBeNull();
    expect(logLoss([], [])).toBeNull();
  });

  it('counts every pair of a positive and a negative, whether classes or all rows are sorted', () => {
    const score = fc.constantFrom(-1, -0, 0, 0.25, 0.5, 2, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.constantFrom(0, 1)), { maxLength: 40 }), (rows) => {
        const [scores, outcomes] = [rows.map(([x]) => x), rows.map(([, outcome]) => outcome)];
        const above = scores.filter((_, i) => outcomes[i] === 1);
        const below = scores.filter((_, i) => outcomes[i] === 0);
        const pairs = above.flatMap((a) => below.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const expected = pairs.length === 0 ? null : pairs.reduce<number>((sum, win) => sum + win, 0) / pairs.length;
        expect(auc(scores, outcomes)).toBe(expected);
        expect(auc(scores, outcomes, new Float64Array(scores.length).fill(1))).toBe(expected);
      }),
    );
  });

  it('clips probabilities of the log loss', () => {
    expect(logLoss([0], [1])).toBeCloseTo(-Math.log(1e-7), 12);
  });

  it('bins calibration by equal counts', () => {
    // Two bins of 2: |0 - 0.15| and |1 - 0.85|.
    expect(calibrationError([0.1, 0.9, 0.2, 0.8], [0, 1, 0, 1], 2)).toBeCloseTo(0.15, 12);
    expect(reliabilityBins([0.1, 0.9, 0.2], [0, 1, 0])).toHaveLength(3);
    expect(calibrationError([], [])).toBeNull();
    // Equal probabilities share their outcomes whatever the row order.
    expect(calibrationError([0.5, 0.5], [1, 0])).toBe(calibrationError([0.5, 0.5], [0, 1]));
  });

  it('counts buried positives', () => {
    const grades = new Float64Array(30);
    grades[0] = 1;
    grades[19] = 1;
    grades[20] = 1;
    const spec = parseMetricId('first_positive_rank');
    const list = { grades, judged: grades };
    expect(buriedPositives(list, spec, presetSettings('default'))).toEqual({ positives: 3, buried: 1 });
  });
});

describe('bounds for unjudged items of A12', () => {
  const spec = parseMetricId('ndcg@2');

  it('gives the worked bounds', () => {
    // A = u, a; B = a, u; gain of a 1, u unjudged. Keys: a 0, u 1.
    const input = { a: [1, 0], b: [0, 1], grades: Float64Array.of(1, unjudged) };
    const bounds = unjudgedBounds(input, spec, presetSettings('default'), 1)!;
    expect(bounds.delta).toBeCloseTo(0.36907, 6);
    expect(bounds.deltaLo).toBeCloseTo(0, 12);
    expect(bounds.deltaHi).toBeCloseTo(0.36907, 6);
    // The wrong way: difference of the two intervals.
    expect(bounds.b.lo - bounds.a.hi).toBeCloseTo(-0.63093, 6);
    expect(bounds.b.hi - bounds.a.lo).toBeCloseTo(1, 6);
    expect(bounds.toJudge).toEqual([{ item: 1, weight: expect.closeTo(0.36907, 6) }]);
  });

  it('is null without a judged gain', () => {
    const input = { a: [0], b: [0], grades: Float64Array.of(unjudged) };
    expect(unjudgedBounds(input, spec, presetSettings('default'), 1)).toBeNull();
  });
});
