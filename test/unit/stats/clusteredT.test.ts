import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredT, noninferiorityP } from '../../../shared/stats/clusteredT';
import { pairedT } from '../../../shared/stats/pairedT';
import { ratioOf } from '../../../shared/stats/ratio';
import { clusterUnits, unitsOfValues } from '../../../shared/stats/units';

const users = { sums: Float64Array.of(0.4, -0.2, 0.9), counts: Float64Array.of(2, 1, 3) };

describe('clusteredT', () => {
  it('gives the query mean with its clustered standard error', () => {
    const { n, mean, se, t } = clusteredT(users);
    expect(n).toBe(3);
    expect(mean).toBeCloseTo(0.183333, 6);
    expect(se).toBeCloseTo(0.106175, 6);
    expect(t).toBeCloseTo(0.183333 / 0.106175, 4);
  });

  it('uses units minus one degrees of freedom', () => {
    const { mean, se, lo, hi } = clusteredT(users);
    expect((hi! - mean!) / se!).toBeCloseTo(4.302653, 5);
    expect((mean! - lo!) / se!).toBeCloseTo(4.302653, 5);
  });

  it('is the paired test where units are single', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 }), (values) => {
        const single = clusteredT(unitsOfValues(values));
        const paired = pairedT(values);
        expect(single).toEqual(paired);
        const ratio = ratioOf(values, new Float64Array(values.length).fill(1));
        if (paired.se !== null && paired.se > 1e-9) expect(ratio.se! / paired.se).toBeCloseTo(1, 9);
      }),
    );
  });

  it('flags a constant difference of units of any size', () => {
    const units = clusterUnits([0.1, 0.1, 0.1, 0.1, 0.1], [0, 0, 0, 1, 2], 3);
    expect(clusteredT(units)).toMatchObject({ t: null, p: null, se: 0, constantDifference: true });
    expect(clusteredT(clusterUnits([0, 0, 0], [0, 0, 1], 2))).toMatchObject({ p: 1, constantDifference: false });
  });

  it('says nothing of a single unit', () => {
    expect(clusteredT(clusterUnits([0.1, 0.3], [0, 0], 1))).toMatchObject({ n: 1, se: null, t: null, p: null });
  });

  it('tests a guardrail one-sided against its margin', () => {
    const t = pairedT([0.2, 0, 0.2, -0.1, 0.3]);
    expect(noninferiorityP(t, 0, true)).toBeCloseTo(0.177808 / 2, 6);
    expect(noninferiorityP(t, 0, false)).toBeCloseTo(1 - 0.177808 / 2, 6);
    expect(noninferiorityP(t, 0.1, true)!).toBeLessThan(noninferiorityP(t, 0, true)!);
    expect(noninferiorityP(pairedT([0.1, 0.1]), 0.1, true)).toBeNull();
  });
});
