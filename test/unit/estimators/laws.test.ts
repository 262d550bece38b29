import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapEstimates } from '../../../shared/estimators/bootstrapEstimates';
import { estimateValue, estimatorParts } from '../../../shared/estimators/estimatorParts';
import { type EstimatorId, estimatorIds } from '../../../shared/estimators/estimatorSpec';
import { linearTerms } from '../../../shared/estimators/linearTerms';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import { normalInterval } from '../../../shared/estimators/normalInterval';
import { partsByUnit } from '../../../shared/estimators/rowUnits';
import { weightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import { seededRandom } from '../../../shared/stats/random';
import { ratioOf } from '../../../shared/stats/ratio';

fc.configureGlobal({ seed: 7 });

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const row = fc.record({
  w: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 50, noNaN: true })),
  r: fc.double({ min: -2, max: 3, noNaN: true }),
  q: unit,
  d: unit,
  match: fc.boolean(),
});
type Row = { w: number; r: number; q: number; d: number; match: boolean };
const log = fc.array(row, { minLength: 2, maxLength: 12 });

function rowsOf(list: readonly Row[]): LoggedRows {
  return {
    weights: Float64Array.from(list, ({ w }) => w),
    rewards: Float64Array.from(list, ({ r }) => r),
    fitted: Float64Array.from(list, ({ q }) => q),
    direct: Float64Array.from(list, ({ d }) => d),
    matches: Uint8Array.from(list, ({ match }) => (match ? 1 : 0)),
    counts: null,
  };
}

const valueUnder = (list: readonly Row[], id: EstimatorId, lambda: number | null = 3) =>
  estimateValue(rowsOf(list), { id, lambda });

function close(a: number | null, b: number | null, tolerance = 1e-9): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

// The formulas of C1 as they stand, one row after the other.
function slow(list: readonly Row[], id: EstimatorId, lambda: number): number | null {
  const sum = (of: (row: Row) => number) => list.reduce((total, each) => total + of(each), 0);
  const n = list.length;
  const dm = sum(({ d }) => d) / n;
  const over = (top: number, bottom: number) => (bottom > 0 ? top / bottom : null);
  const plus = (value: number | null) => (value === null ? null : dm + value);
  switch (id) {
    case 'ips':
      return sum(({ w, r }) => w * r) / n;
    case 'cips':
      return sum(({ w, r }) => Math.min(w, lambda) * r) / n;
    case 'snips':
      return over(
        sum(({ w, r }) => w * r),
        sum(({ w }) => w),
      );
    case 'csnips':
      return over(
        sum(({ w, r }) => Math.min(w, lambda) * r),
        sum(({ w }) => Math.min(w, lambda)),
      );
    case 'dm':
      return dm;
    case 'dr':
      return plus(sum(({ w, r, q }) => w * (r - q)) / n);
    case 'sndr':
      return plus(
        over(
          sum(({ w, r, q }) => w * (r - q)),
          sum(({ w }) => w),
        ),
      );
    case 'switch_dr':
      return plus(sum(({ w, r, q }) => (w <= lambda ? w * (r - q) : 0)) / n);
    case 'dr_clip':
      return plus(sum(({ w, r, q }) => Math.min(w, lambda) * (r - q)) / n);
    case 'dros':
      return plus(sum(({ w, r, q }) => ((lambda * w) / (w * w + lambda)) * (r - q)) / n);
    case 'replay': {
      const matched = list.filter(({ match }) => match);
      return matched.length === 0 ? null : matched.reduce((total, { r }) => total + r, 0) / matched.length;
    }
  }
}

describe('laws of the estimators', () => {
  it('agree with the written formulas', () => {
    fc.assert(
      fc.property(log, fc.double({ min: 0.1, max: 40, noNaN: true }), (list, lambda) => {
        for (const id of estimatorIds) expect(close(valueUnder(list, id, lambda), slow(list, id, lambda))).toBe(true);
      }),
    );
  });

  it('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(log, (list) => {
        for (const id of estimatorIds)
          expect(close(valueUnder(list, id), valueUnder(list.toReversed(), id))).toBe(true);
      }),
    );
  });

  it('keep snips inside the range of the reward', () => {
    fc.assert(
      fc.property(log, (list) => {
        const rewards = list.map(({ r }) => r);
        for (const id of ['snips', 'csnips'] as const) {
          const value = valueUnder(list, id);
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(Math.min(...rewards) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...rewards) + 1e-9);
        }
      }),
    );
  });

  it('give the mean reward where the target is the logging policy', () => {
    fc.assert(
      fc.property(log, (list) => {
        const same = list.map((each) => ({ ...each, w: 1 }));
        const mean = list.reduce((sum, { r }) => sum + r, 0) / list.length;
        for (const id of ['ips', 'cips', 'snips'] as const) expect(close(valueUnder(same, id), mean)).toBe(true);
      }),
    );
  });

  it('leave snips and sndr where propensities are off by a factor', () => {
    fc.assert(
      fc.property(log, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, factor) => {
        const scaled = list.map((each) => ({ ...each, w: each.w * factor }));
        for (const id of ['snips', 'sndr'] as const)
          expect(close(valueUnder(scaled, id), valueUnder(list, id))).toBe(true);
      }),
    );
  });

  it('bring dros from dm to dr', () => {
    fc.assert(
      fc.property(log, (list) => {
        expect(valueUnder(list, 'dros', 0)).toBe(valueUnder(list, 'dm'));
        expect(close(valueUnder(list, 'dros', Number.POSITIVE_INFINITY), valueUnder(list, 'dr'))).toBe(true);
        expect(close(valueUnder(list, 'dros', 1e15), valueUnder(list, 'dr'), 1e-6)).toBe(true);
      }),
    );
  });

  it('bring what clips and switches to dr where λ passes every weight', () => {
    fc.assert(
      fc.property(log, (list) => {
        const most = Math.max(...list.map(({ w }) => w), 1e-9);
        for (const id of ['switch_dr', 'dr_clip'] as const) {
          expect(close(valueUnder(list, id, most), valueUnder(list, 'dr'))).toBe(true);
        }
        expect(close(valueUnder(list, 'cips', most), valueUnder(list, 'ips'))).toBe(true);
      }),
    );
  });

  it('raise cips with λ where rewards are not negative', () => {
    fc.assert(
      fc.property(log, fc.double({ min: 0.1, max: 20, noNaN: true }), (list, lambda) => {
        const positive = list.map((each) => ({ ...each, r: Math.abs(each.r) }));
        const [low, high] = [valueUnder(positive, 'cips', lambda)!, valueUnder(positive, 'cips', lambda * 2)!];
        expect(high).toBeGreaterThanOrEqual(low - 1e-12);
        expect(valueUnder(positive, 'ips')!).toBeGreaterThanOrEqual(high - 1e-9);
      }),
    );
  });

  it('have linear terms that sum to 0', () => {
    fc.assert(
      fc.property(log, (list) => {
        for (const id of estimatorIds) {
          const terms = linearTerms(
            partsByUnit(estimatorParts(rowsOf(list), { id, lambda: 3 }), { codes: null, count: list.length }),
          );
          expect(terms === null).toBe(valueUnder(list, id) === null);
          if (terms) expect(Math.abs(terms.reduce((sum, each) => sum + each, 0))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('have the standard error of a ratio over users', () => {
    const users = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(log, users, (list, of) => {
        const codes = Int32Array.from(list, (_, i) => (i < 4 ? i % 2 : of[i]!));
        const count = 4;
        const sums = (value: (row: Row) => number) => {
          const totals = new Float64Array(count);
          list.forEach((each, i) => {
            totals[codes[i]!]! += value(each);
          });
          return totals;
        };
        const found = normalInterval(estimatorParts(rowsOf(list), { id: 'snips', lambda: null }), { codes, count });
        const expected = ratioOf(
          sums(({ w, r }) => w * r),
          sums(({ w }) => w),
        );
        expect(close(found.value, expected.value)).toBe(true);
        expect(close(found.se, expected.value === null ? null : expected.se)).toBe(true);
      }),
    );
  });

  it('keep the effective sample between 0 and n, and 1 row where one carries all', () => {
    fc.assert(
      fc.property(log, (list) => {
        const weights = Float64Array.from(list, ({ w }) => w);
        const { ess, maxWeightShare } = weightDiagnostics(weights);
        expect(ess).toBeGreaterThanOrEqual(0);
        expect(ess).toBeLessThanOrEqual(list.length + 1e-9);
        if (maxWeightShare !== null) expect(ess).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
    );
    expect(weightDiagnostics(Float64Array.of(0, 5, 0)).ess).toBe(1);
  });
});

describe('bootstrap intervals', () => {
  const many = Array.from({ length: 60 }, (_, i) => ({
    w: (i % 7) / 3,
    r: i % 3 === 0 ? 1 : 0,
    q: 0.3,
    d: 0.3,
    match: i % 2 === 0,
  }));
  const estimates = (['snips', 'ips', 'sndr'] as const).map((id) => estimatorParts(rowsOf(many), { id, lambda: null }));
  const units = { codes: null, count: many.length };

  it('are the same for the same seed, and hold the value', () => {
    const draw = () => bootstrapEstimates(estimates, units, { random: seededRandom(3), draws: 500 });
    expect(draw()).toEqual(draw());
    draw().estimates.forEach(({ lo, hi }, k) => {
      const value = normalInterval(estimates[k]!, units).value!;
      expect(lo!).toBeLessThan(value);
      expect(hi!).toBeGreaterThan(value);
    });
  });

  it('draw the same units for all estimates', () => {
    const { draws } = bootstrapEstimates([estimates[0]!, estimates[0]!], units, { random: seededRandom(3), draws: 50 });
    expect(draws[0]).toEqual(draws[1]);
  });

  it('are close to the normal ones and to those of groups', () => {
    const large = Array.from({ length: 3000 }, (_, i) => many[(i * 7) % 60]!);
    const parts = estimatorParts(rowsOf(large), { id: 'snips', lambda: null });
    const all = { codes: null, count: large.length };
    const normal = normalInterval(parts, all);
    for (const maxUnits of [3000, 500]) {
      const { estimates: found, method } = bootstrapEstimates([parts], all, { random: seededRandom(1), maxUnits });
      expect(method).toBe(maxUnits === 3000 ? 'bootstrap' : 'grouped-bootstrap');
      expect(Math.abs(found[0]!.se! / normal.se! - 1)).toBeLessThan(0.1);
      expect(Math.abs(found[0]!.lo! - normal.lo!)).toBeLessThan(0.3 * normal.se!);
    }
  });

  it('leave out draws without a value and count them', () => {
    const rare = many.map((each, i) => ({ ...each, w: i === 0 ? 1 : 0 }));
    const parts = estimatorParts(rowsOf(rare), { id: 'snips', lambda: null });
    const { estimates: found } = bootstrapEstimates([parts], units, { random: seededRandom(1), draws: 300 });
    // A draw misses one of 60 rows with the probability (59/60)^60, about 0.365.
    expect(found[0]!.nullDraws).toBeGreaterThan(70);
    expect(found[0]!.nullDraws).toBeLessThan(150);
  });
});
