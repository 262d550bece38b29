import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AffineFit, applyLink } from '../../../electron/engine/scoring/fidelityLinks';
import { FidelityCounter, type FidelityRows, fidelityOf } from '../../../electron/engine/scoring/fidelityStats';
import {
  hasDiscordantPair,
  pairsDisagree,
  sampleDeviation,
  sweepDisagrees,
} from '../../../shared/fidelity/discordance';
import { nextUnit, seededRandom } from '../../../shared/stats/random';

/** 50 requests of 10 rows; `logged` is made from the file's score. */
function rowsOf(logged: (score: number, row: number) => number, extra: Partial<FidelityRows> = {}): FidelityRows {
  const random = seededRandom(3);
  const file = Float64Array.from({ length: 500 }, () => 4 * nextUnit(random) - 2);
  return {
    file,
    logged: file.map(logged),
    requests: Int32Array.from(file, (_, row) => Math.floor(row / 10)),
    ...extra,
  };
}

describe('fidelity of file and log', () => {
  it('calls equal scores exact', () => {
    const result = fidelityOf(rowsOf((score) => Math.fround(score)));
    expect(result).toMatchObject({
      verdict: 'exact',
      parity: 1,
      link: 'none',
      sameOrder: 1,
      comparedRows: 500,
      cause: null,
    });
    expect(result.maxAbsDiff).toBeLessThan(1.2e-7);
  });

  it.each([
    ['sigmoid', (score: number) => 1 / (1 + Math.exp(-score))],
    ['exp', (score: number) => Math.exp(score)],
    ['affine', (score: number) => 3 * score + 7],
  ] as const)('names the link %s', (link, logged) => {
    const result = fidelityOf(rowsOf(logged));
    expect(result).toMatchObject({ verdict: 'close', parity: 1, link, sameOrder: 1, cause: 'link' });
  });

  it('recovers slope and intercept of a line', () => {
    const { slope, intercept } = fidelityOf(rowsOf((score) => 3 * score + 7));
    expect(slope).toBeCloseTo(3, 12);
    expect(intercept).toBeCloseTo(7, 12);
  });

  it('tries only the link that the case declares', () => {
    const rows = rowsOf((score) => 1 / (1 + Math.exp(-score)));
    expect(fidelityOf(rows, 'sigmoid').verdict).toBe('close');
    expect(fidelityOf(rows, 'exp').verdict).toBe('order');
  });

  it('finds the order kept under any rising change', () => {
    expect(fidelityOf(rowsOf((score) => score ** 3 + score))).toMatchObject({ verdict: 'order', sameOrder: 1 });
  });

  it('never takes a falling line for a link', () => {
    expect(fidelityOf(rowsOf((score) => -score))).toMatchObject({ verdict: 'broken', sameOrder: 0, link: 'none' });
  });

  it('leaves fewer than 100 compared rows unchecked', () => {
    const rows = rowsOf((score, row) => (row < 99 ? score : Number.NaN));
    expect(fidelityOf(rows)).toMatchObject({ verdict: 'unchecked', comparedRows: 99, parity: null, sameOrder: null });
    expect(fidelityOf(rowsOf((score, row) => (row < 100 ? score : Number.NaN))).verdict).toBe('exact');
  });

  it('is close but not exact with one bad row in 1,001', () => {
    const file = Float64Array.from({ length: 1001 }, (_, row) => row);
    const logged = file.map((score, row) => (row === 500 ? score + 3 : score));
    const requests = Int32Array.from(file, (_, row) => Math.floor(row / 7));
    expect(fidelityOf({ file, logged, requests })).toMatchObject({ verdict: 'close', link: 'none', cause: null });
  });

  it('blames a mix of model versions', () => {
    const versions = Int32Array.from({ length: 500 }, (_, row) => Math.floor(row / 10) % 2);
    const rows = rowsOf((score, row) => (versions[row] === 1 ? Math.sin(40 * score) : score), { versions });
    expect(fidelityOf(rows)).toMatchObject({ verdict: 'broken', cause: 'version_mix' });
  });

  it('blames the fill of missing features', () => {
    const missing = Uint8Array.from({ length: 500 }, (_, row) => (row % 3 === 0 ? 1 : 0));
    const rows = rowsOf((score, row) => (missing[row] === 1 ? score - 1.5 : score), { missing });
    expect(fidelityOf(rows)).toMatchObject({ verdict: 'broken', cause: 'missing_fill' });
  });

  it('blames a feature that was logged after the outcome', () => {
    const positive = Uint8Array.from({ length: 500 }, (_, row) => (row % 5 === 0 ? 1 : 0));
    const rows = rowsOf((score, row) => (positive[row] === 1 ? score + 2 : score), { positive });
    expect(fidelityOf(rows)).toMatchObject({ verdict: 'broken', cause: 'logged_after_scoring' });
  });

  it('gives the same in pieces as in one', () => {
    const rows = rowsOf((score, row) => (row % 7 === 0 ? score + 0.1 : score));
    const fit = new AffineFit();
    fit.add(rows.file, rows.logged);
    const counter = new FidelityCounter(fit.link(), null);
    for (const [start, end] of [
      [0, 130],
      [130, 140],
      [140, 500],
    ] as const) {
      const part = <T extends Float64Array | Int32Array>(column: T) => column.slice(start, end) as T;
      counter.add({ file: part(rows.file), logged: part(rows.logged), requests: part(rows.requests) });
    }
    expect(counter.result()).toEqual(fidelityOf(rows));
  });

  it('follows the tolerance of A14 at its edge', () => {
    // One request of 100 equal scores but one: sd of the logged scores is 0.1, so 1e-4 * 1 decides.
    const file = new Float64Array(100).fill(1);
    const logged = new Float64Array(100).fill(1).fill(1 + 0.99e-4, 0, 50);
    const requests = new Int32Array(100);
    expect(fidelityOf({ file, logged, requests }, 'none').parity).toBe(1);
    expect(fidelityOf({ file, logged: logged.fill(1 + 1.1e-4, 0, 50), requests }, 'none').parity).toBe(0.5);
  });
});

describe('order', () => {
  const list = (scores: number[], tolerance = 0.1) => ({
    scores: Float64Array.from(scores),
    tolerances: new Float64Array(scores.length).fill(tolerance),
  });

  it('lets ties agree with anything', () => {
    expect(hasDiscordantPair(list([1, 1.15, 3]), list([2, 1, 5]))).toBe(false);
    expect(hasDiscordantPair(list([1, 1.25, 3]), list([2, 1, 5]))).toBe(true);
    expect(hasDiscordantPair(list([1, 2, 3]), list([1.15, 1, 5]))).toBe(false);
  });

  it('agrees with a look at every pair', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 4 }), (pairs, tolerance) => {
        const [a, b] = [
          list(
            pairs.map(([s]) => s),
            tolerance,
          ),
          list(
            pairs.map(([, t]) => t),
            tolerance,
          ),
        ];
        const apart = (x: number, y: number) => x - y > 2 * tolerance;
        const slow = pairs.some(([s, t]) => pairs.some(([u, v]) => apart(s, u) && apart(v, t)));
        expect(pairsDisagree(a, b)).toBe(slow);
        expect(sweepDisagrees(a, b)).toBe(slow);
      }),
    );
  });

  it('takes the sample deviation', () => {
    expect(sampleDeviation(Float64Array.of(1, 2, 3, 4))).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(sampleDeviation(Float64Array.of(5))).toBe(0);
  });
});

describe('links', () => {
  it('fits a line to scores far from zero', () => {
    const fit = new AffineFit();
    const file = Float64Array.from({ length: 1000 }, (_, row) => 1e9 + row / 100);
    fit.add(
      file,
      file.map((score) => (score - 1e9) * 2 + 5),
    );
    const link = fit.link()!;
    expect(link.slope).toBeCloseTo(2, 6);
    expect(applyLink(link, 1e9)).toBeCloseTo(5, 3);
  });

  it('finds no line in scores that do not vary', () => {
    const fit = new AffineFit();
    fit.add(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3));
    expect(fit.link()).toBeNull();
  });
});
