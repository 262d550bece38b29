import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../../shared/stats/bootstrap';
import { bootstrapDraws } from '../../../shared/stats/bootstrapDraws';
import { relativeChange, standardizedDifference, winTieLoss } from '../../../shared/stats/effectSize';
import { pairedT } from '../../../shared/stats/pairedT';
import { isUnderpowered, minimumDetectable, unitsNeeded } from '../../../shared/stats/power';
import { quantile } from '../../../shared/stats/quantile';
import { type RandomSource, seededRandom } from '../../../shared/stats/random';
import { contrastRatios, ratioOf } from '../../../shared/stats/ratio';
import { sampledP, signFlip } from '../../../shared/stats/signFlip';
import { clusterUnits, unitMeans, unitsOfValues } from '../../../shared/stats/units';
import { verdictOf } from '../../../shared/stats/verdict';

fc.configureGlobal({ seed: 7 });

const modelA = [0.3, 0.5, 0.2, 0.6, 0.4];
const modelB = [0.5, 0.5, 0.4, 0.5, 0.7];
const differences = modelB.map((b, i) => b - modelA[i]!);

function scripted(indices: readonly number[]): RandomSource {
  let at = 0;
  return { next: () => indices[at++]! };
}

describe('worked example E4', () => {
  it('gives the paired t test', () => {
    const test = pairedT(differences);
    expect(test.mean).toBeCloseTo(0.12, 12);
    expect(test.sd).toBeCloseTo(0.16431676725154984, 12);
    expect(test.t).toBeCloseTo(1.6329931618554523, 10);
    expect(test.p).toBeCloseTo(0.17780780835622118, 10);
    expect(test.lo).toBeCloseTo(-0.08402621419747672, 9);
    expect(test.hi).toBeCloseTo(0.3240262141974768, 9);
  });

  it('gives the effect sizes', () => {
    expect(standardizedDifference(differences)).toBeCloseTo(0.7302967433402217, 10);
    expect(relativeChange(0.12, 0.4)).toBeCloseTo(0.3, 12);
    expect(winTieLoss(differences)).toEqual({ wins: 3, ties: 1, losses: 1 });
  });

  it('flips 8 of 32 signs', () => {
    const result = signFlip(unitsOfValues(differences), { random: seededRandom(0) });
    expect(result).toEqual({ p: 0.25, method: 'randomization-exact', extreme: 8, total: 32 });
    expect(sampledP(37, 1000)).toBeCloseTo(0.03796203796203796, 12);
    expect(sampledP(0, 1000)).toBeCloseTo(0.000999000999000999, 12);
  });

  it('resamples scripted indices', () => {
    const random = scripted([0, 0, 4, 2, 1, 3, 3, 1, 4, 0, 2, 2, 2, 0, 4, 1, 0, 3, 4, 4]);
    const [means] = bootstrapDraws([unitsOfValues(differences)], 4, random);
    [0.18, 0.06, 0.22, 0.14].forEach((expected, i) => {
      expect(means![i]).toBeCloseTo(expected, 12);
    });
    expect(quantile(means!, 0.025)).toBeCloseTo(0.066, 12);
    expect(quantile(means!, 0.975)).toBeCloseTo(0.217, 12);
  });

  it('lists all 27 resamples of three values', () => {
    const interval = bootstrapInterval(unitsOfValues([0.1, 0.3, 0.5]), { random: scripted([]) });
    expect(interval.method).toBe('exhaustive-bootstrap');
    expect(interval.draws).toBe(27);
    expect(interval.lo).toBeCloseTo(0.14333333333333334, 12);
    expect(interval.hi).toBeCloseTo(0.45666666666666655, 12);
    expect(interval.se).toBeCloseTo(0.09428090415820634, 12);
  });

  it('plans with A15 numbers', () => {
    expect(pairedT(differences).se).toBeCloseTo(0.073485, 6);
    expect(minimumDetectable(pairedT(differences).se)).toBeCloseTo(0.205874, 6);
    expect(unitsNeeded(pairedT(differences).sd, 0.01)).toBeCloseTo(2119.2, 1);
    expect(unitsNeeded(0.1, 0)).toBeNull();
  });
});

describe('clustered table of A10', () => {
  const units = clusterUnits([0.1, 0.3, -0.2, 0.4, 0.4, 0.1], [0, 0, 1, 2, 2, 2], 3);

  it('gives query mean, user mean and standard error', () => {
    const ratio = ratioOf(units.sums, units.counts);
    expect(ratio.value).toBeCloseTo(0.18333333333333335, 12);
    expect(ratio.se).toBeCloseTo(0.106175, 6);
    expect(bootstrapInterval(unitMeans(units), { random: seededRandom(0) }).value).toBeCloseTo(0.1, 12);
  });

  it('flips whole users', () => {
    const result = signFlip(units, { random: seededRandom(0) });
    expect(result.p).toBe(0.5);
    expect([result.extreme, result.total]).toEqual([4, 8]);
  });

  it('leaves units without a value out', () => {
    const some = clusterUnits([Number.NaN, 0.5], [0, 2], 4);
    expect([...some.sums]).toEqual([0.5]);
    expect([...some.counts]).toEqual([1]);
    expect([...clusterUnits([1, 2], [0, 0], 1, [3, 1]).sums]).toEqual([5]);
  });
});

describe('worked example E13', () => {
  const control = ratioOf([1, 3, 0, 2], [10, 20, 5, 15]);
  const treatment = ratioOf([2, 4, 1, 2], [12, 18, 6, 14]);

  it('gives ratios with delta-method errors', () => {
    expect(control.value).toBeCloseTo(0.12, 12);
    expect(control.se).toBeCloseTo(0.020655911179772894, 12);
    expect(treatment.se).toBeCloseTo(0.02166410241236257, 12);
  });

  it('gives difference and lift with intervals', () => {
    const contrast = contrastRatios(control, treatment);
    expect(contrast.se).toBeCloseTo(0.02993325909419154, 12);
    expect(contrast.lo).toBeCloseTo(0.0013318902354785486, 10);
    expect(contrast.hi).toBeCloseTo(0.11866810976452144, 10);
    expect(contrast.lift!.value).toBeCloseTo(0.5, 12);
    expect(contrast.lift!.lo).toBeCloseTo(-0.0061792071360303735, 10);
    expect(contrast.lift!.hi).toBeCloseTo(1.26398966106958, 10);
  });

  it('is null without a denominator', () => {
    expect(ratioOf([1, 2], [0, 0])).toEqual({ value: null, se: null, units: 2 });
    expect(ratioOf([1], [2])).toEqual({ value: 0.5, se: null, units: 1 });
    expect(contrastRatios(ratioOf([], []), treatment).delta).toBeNull();
    expect(contrastRatios(ratioOf([0, 0], [1, 1]), treatment).lift).toBeNull();
  });
});

describe('edges of the tests', () => {
  it('handles differences without spread', () => {
    expect(pairedT([0, 0, 0])).toMatchObject({ t: null, p: 1, constantDifference: false });
    expect(pairedT([0.1, 0.1, 0.1])).toMatchObject({ t: null, p: null, constantDifference: true, lo: 0.1, hi: 0.1 });
  });

  it('is null below two units', () => {
    expect(pairedT([0.3])).toMatchObject({ t: null, p: null, lo: null });
    expect(signFlip(unitsOfValues([0.3]), { random: seededRandom(0) }).p).toBeNull();
    expect(bootstrapInterval(unitsOfValues([0.3]), { random: seededRandom(0) })).toMatchObject({
      value: 0.3,
      lo: null,
    });
    expect(bootstrapInterval(unitsOfValues([]), { random: seededRandom(0) }).value).toBeNull();
  });

  it('negates everything when A and B swap', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 }), (d) => {
        const negated = d.map((value) => -value);
        const there = bootstrapInterval(unitsOfValues(d), { random: seededRandom(4), draws: 200 });
        const back = bootstrapInterval(unitsOfValues(negated), { random: seededRandom(4), draws: 200 });
        expect(back.lo).toBeCloseTo(-there.hi!, 12);
        expect(back.hi).toBeCloseTo(-there.lo!, 12);
        const flip = (values: number[]) => signFlip(unitsOfValues(values), { random: seededRandom(2), flips: 300 }).p;
        expect(flip(negated)).toBe(flip(d));
        const t = pairedT(d);
        if (t.p !== null) expect(pairedT(negated).p).toBeCloseTo(t.p, 12);
        expect(winTieLoss(negated).wins).toBe(winTieLoss(d).losses);
      }),
    );
  });
});

describe('isUnderpowered', () => {
  it('compares with margin and overall change', () => {
    expect(isUnderpowered(0.03, 0.01, 0)).toBe(false);
    expect(isUnderpowered(0.0301, 0.01, 0.002)).toBe(true);
    expect(isUnderpowered(0.05, 0.01, -0.02)).toBe(false);
    expect(isUnderpowered(null, 0.01, 0)).toBe(true);
  });
});

describe('verdictOf', () => {
  it('follows the rules of A15 in order', () => {
    const margin = 0.01;
    expect(verdictOf({ lo: 0.001, hi: 0.005, margin })).toBe('better');
    expect(verdictOf({ lo: -0.02, hi: -0.001, margin })).toBe('worse');
    expect(verdictOf({ lo: -0.005, hi: 0.005, margin })).toBe('equivalent');
    expect(verdictOf({ lo: -0.005, hi: 0.05, margin })).toBe('noninferior');
    expect(verdictOf({ lo: -0.05, hi: 0.05, margin })).toBe('inconclusive');
    expect(verdictOf({ lo: 0.001, hi: 0.005, margin, withheld: 'immature outcomes' })).toBe('withheld');
    expect(verdictOf({ lo: null, hi: null, margin })).toBe('inconclusive');
  });

  it('never calls a zero margin equivalent', () => {
    expect(verdictOf({ lo: 0, hi: 0, margin: 0 })).toBe('inconclusive');
  });

  it('claims nothing from an end that is 0 but for rounding', () => {
    const end = 8.629294027151235e-19;
    expect(verdictOf({ lo: end, hi: 0.009, margin: 0 })).toBe('inconclusive');
    expect(verdictOf({ lo: -0.009, hi: -end, margin: 0 })).toBe('inconclusive');
    expect(verdictOf({ lo: end, hi: 0.009, margin: 0.01 })).toBe('equivalent');
  });

  it('mirrors metrics where lower is better', () => {
    expect(verdictOf({ lo: -0.02, hi: -0.001, margin: 0.01, higherIsBetter: false })).toBe('better');
    expect(verdictOf({ lo: -0.05, hi: 0.005, margin: 0.01, higherIsBetter: false })).toBe('noninferior');
  });
});
