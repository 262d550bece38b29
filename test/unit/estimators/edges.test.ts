import { describe, expect, it } from 'vitest';
import { bootstrapEstimates } from '../../../shared/estimators/bootstrapEstimates';
import { defaultClip, defaultLambda } from '../../../shared/estimators/defaultLambda';
import { directValue } from '../../../shared/estimators/directMethod';
import { empiricalBernstein } from '../../../shared/estimators/empiricalBernstein';
import { estimateValue, estimatorParts } from '../../../shared/estimators/estimatorParts';
import { estimatorIds, estimatorName, parseEstimator } from '../../../shared/estimators/estimatorSpec';
import { importanceWeights } from '../../../shared/estimators/importanceWeights';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import { missingMass } from '../../../shared/estimators/missingMass';
import { normalInterval } from '../../../shared/estimators/normalInterval';
import { pairedDifference } from '../../../shared/estimators/pairedDifference';
import { weightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import { seededRandom } from '../../../shared/stats/random';

function rowsOf(
  weights: readonly number[],
  rewards: readonly number[],
  counts: readonly number[] | null = null,
): LoggedRows {
  const zeros = new Float64Array(weights.length);
  return {
    weights: Float64Array.from(weights),
    rewards: Float64Array.from(rewards),
    fitted: zeros,
    direct: zeros,
    matches: Uint8Array.from(weights, (w) => (w > 0 ? 1 : 0)),
    counts: counts && Float64Array.from(counts),
  };
}

const settled = (id: (typeof estimatorIds)[number]) => ({ ...parseEstimator(id)!, lambda: 10 });
const diagnose = (weights: readonly number[]) => {
  return weightDiagnostics(Float64Array.from(weights));
};

describe('estimators at their edges', () => {
  it('give null where every weight is 0 and the ratio has none', () => {
    const rows = rowsOf([0, 0], [1, 0]);
    for (const id of ['snips', 'csnips', 'sndr', 'replay'] as const)
      expect(estimateValue(rows, settled(id))).toBeNull();
    for (const id of ['ips', 'cips', 'dr', 'dm'] as const) expect(estimateValue(rows, settled(id))).toBe(0);
  });

  it('give null without rows', () => {
    for (const id of estimatorIds) {
      const parts = estimatorParts(rowsOf([], []), settled(id));
      expect(normalInterval(parts, { codes: null, count: 0 })).toEqual({ value: null, se: null, lo: null, hi: null });
    }
  });

  it('give a value and no interval for one row', () => {
    const parts = estimatorParts(rowsOf([2], [1]), settled('ips'));
    const units = { codes: null, count: 1 };
    expect(normalInterval(parts, units)).toEqual({ value: 2, se: null, lo: null, hi: null });
    const { estimates } = bootstrapEstimates([parts], units, { random: seededRandom(1) });
    expect(estimates[0]).toMatchObject({ lo: null, hi: null, se: null });
  });

  it('keep an interval of width 0 where no term varies', () => {
    const rows = rowsOf(Array(100).fill(1), Array(100).fill(0.751));
    const found = normalInterval(estimatorParts(rows, settled('ips')), { codes: null, count: 100 });
    expect(found.lo).toBeCloseTo(0.751, 12);
    expect(found.hi).toBeCloseTo(0.751, 12);
  });

  it('do not clamp ips to the range of the reward', () => {
    expect(estimateValue(rowsOf([4, 0], [1, 1]), settled('ips'))).toBe(2);
  });

  it('count a row as often as its sampling weight says', () => {
    const twice = rowsOf([2, 2, 0.5], [1, 1, 0]);
    const counted = rowsOf([2, 0.5], [1, 0], [2, 1]);
    for (const id of estimatorIds) {
      expect(estimateValue(counted, settled(id))).toBeCloseTo(estimateValue(twice, settled(id))!, 12);
    }
  });

  it('refuse what the rows do not hold', () => {
    const bare = { ...rowsOf([1], [1]), weights: null, fitted: null, direct: null, matches: null };
    expect(() => estimateValue(bare, settled('ips'))).toThrow('no propensities');
    expect(() => estimateValue(bare, settled('dm'))).toThrow('no reward model');
    expect(() => estimateValue(bare, settled('replay'))).toThrow('not deterministic');
    expect(() => estimateValue(rowsOf([1], [1]), { id: 'cips', lambda: null })).toThrow('needs a λ');
  });
});

describe('names of estimators', () => {
  it('read back what they print', () => {
    for (const text of ['snips', 'cips(2)', 'dros(0)', 'switch_dr(0.5)', 'replay']) {
      expect(estimatorName(parseEstimator(text)!)).toBe(text);
    }
  });

  it.each(['', 'ipw', 'snips(2)', 'cips(-1)', 'cips(0)', 'cips()', 'cips(x)', 'dm(1)', 'cips(2'])(
    'refuse "%s"',
    (text) => {
      expect(parseEstimator(text)).toBeNull();
    },
  );
});

describe('the default λ', () => {
  it('is 10 or the 99th percentile of the weights', () => {
    expect(defaultClip(2)).toBe(10);
    expect(defaultClip(99)).toBe(99);
    expect(defaultClip(null)).toBe(10);
    // h = 100·0.99 = 99 of the values 0..100.
    expect(diagnose(Array.from({ length: 101 }, (_, i) => i)).p99).toBe(99);
  });

  it('halves a weight at the clip for dros', () => {
    const lambda = defaultLambda('dros', 20);
    expect((lambda * 20) / (20 ** 2 + lambda)).toBe(10);
    expect(defaultLambda('switch_dr', 20)).toBe(20);
  });
});

describe('importance weights', () => {
  it('leave out and count what is no propensity', () => {
    const found = importanceWeights([0.5, 0.5, 0.5, 0.5, 0.5], [0, 0.5, Number.NaN, 1.2, -1]);
    expect(found).toEqual({
      weights: Float64Array.of(1),
      rows: Uint32Array.of(1),
      counts: { usable: 1, zero: 2, missing: 1, aboveOne: 1 },
    });
  });
});

describe('direct values', () => {
  it('count an action without a q̂ as 0', () => {
    expect(directValue([0.5, 0.5], [0.4, Number.NaN])).toBe(0.2);
  });
});

describe('weight diagnostics', () => {
  it('have an effective sample of 0 where every weight is 0', () => {
    expect(diagnose([0, 0])).toMatchObject({
      ess: 0,
      essShare: 0,
      maxWeightShare: null,
      topShare: null,
      agreement: 0,
      meanWeight: 0,
    });
  });

  it('have no value without rows', () => {
    expect(diagnose([])).toMatchObject({
      rows: 0,
      ess: 0,
      essShare: null,
      maxWeight: null,
      p99: null,
      meanWeight: null,
      z: null,
    });
  });

  it('have no z where all weights are one number other than 1', () => {
    expect(diagnose([1, 1, 1]).z).toBe(0);
    expect(diagnose([2, 2, 2]).z).toBeNull();
    expect(diagnose([2]).z).toBeNull();
  });

  it('sum the largest percent, at least one row', () => {
    const weights = Array.from({ length: 200 }, (_, i) => i + 1);
    expect(diagnose(weights).topShare).toBeCloseTo((199 + 200) / 20_100, 12);
    expect(diagnose([1, 3]).topShare).toBe(0.75);
  });
});

describe('missing mass', () => {
  it('is estimated where the mean weight is surely below 1', () => {
    expect(missingMass(0.9, -3.5)).toBeCloseTo(0.1, 12);
    expect(missingMass(0.9, -2)).toBe(0);
    expect(missingMass(1.1, 5)).toBe(0);
    expect(missingMass(0.5, null)).toBe(0.5);
    expect(missingMass(null, null)).toBeNull();
  });
});

describe('empirical Bernstein bounds', () => {
  it('refuse a term outside the range', () => {
    expect(() => empiricalBernstein([0.5, 2], { bound: 1 })).toThrow('Term 2 is 2');
    expect(() => empiricalBernstein([-0.1], { bound: 1 })).toThrow('Term 1');
    expect(() => empiricalBernstein([Number.NaN], { bound: 1 })).toThrow('Term 1');
  });

  it('are null below two terms', () => {
    expect(empiricalBernstein([0.5], { bound: 1 })).toEqual({ mean: 0.5, half: null, lo: null, hi: null });
    expect(empiricalBernstein([], { bound: 1 })).toEqual({ mean: null, half: null, lo: null, hi: null });
  });
});

describe('paired differences', () => {
  const draws = (values: readonly number[]) => Float64Array.from(values);

  it('vary less than the estimates where terms go together', () => {
    const a = { value: 1, terms: draws([-1, 1]), draws: draws([0, 2]) };
    const b = { value: 1.5, terms: draws([-1, 1]), draws: draws([0.5, 2.5]) };
    expect(pairedDifference(a, b, 2)).toMatchObject({
      value: 0.5,
      se: 0,
      lo: 0.5,
      hi: 0.5,
      bootstrap: { lo: 0.5, hi: 0.5 },
    });
  });

  it('are null where either has no value', () => {
    const none = { value: null, terms: null, draws: draws([Number.NaN]) };
    const found = pairedDifference(none, { value: 1, terms: draws([0]), draws: draws([1]) }, 2);
    expect(found).toMatchObject({ value: null, se: null, bootstrap: { lo: null, nullDraws: 1 } });
  });
});
