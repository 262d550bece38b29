import { describe, expect, it } from 'vitest';
import { policyVerdict, type VerdictFacts } from '../../../shared/estimators/policyVerdict';

const good: VerdictFacts = {
  ess: 5000,
  essShare: 0.5,
  maxWeightShare: 0.001,
  meanWeight: 1.001,
  z: 0.2,
  unsupportedMass: 0,
  clippedShare: 0,
  failedDistributions: 0,
};

const judge = (facts: Partial<VerdictFacts>) => policyVerdict({ ...good, ...facts });

// The rules of C5, each at and beyond its limit.
describe('the verdict on weights', () => {
  it('is green without a reason', () => {
    expect(judge({})).toEqual({ verdict: 'green', reasons: [] });
  });

  it.each<[string, Partial<VerdictFacts>, string]>([
    ['an effective sample under 100', { ess: 99 }, 'effective sample is 99 rows'],
    ['an effective sample under 1% of the rows', { essShare: 0.009 }, '0.9% of the rows'],
    ['one row with more than 10%', { maxWeightShare: 0.11 }, 'One row carries 11%'],
    ['a mean weight that is surely not 1', { meanWeight: 0.9, z: -4.5 }, 'Weights average 0.9000'],
    ['one weight other than 1 everywhere', { meanWeight: 2, z: null }, 'in every row'],
    ['more than 5% that the log cannot show', { unsupportedMass: 0.06 }, '6% of the target'],
    ['a full distribution that fails', { failedDistributions: 1 }, 'In 1 row the logged'],
  ])('is red for %s', (_, facts, reason) => {
    const { verdict, reasons } = judge(facts);
    expect(verdict).toBe('red');
    expect(reasons.join(' ')).toContain(reason);
  });

  it.each<[string, Partial<VerdictFacts>]>([
    ['an effective sample under 1,000', { ess: 999 }],
    ['an effective sample under 10%', { essShare: 0.09 }],
    ['one row with more than 2%', { maxWeightShare: 0.03 }],
    ['a z above 3', { z: 3.1 }],
    ['a z above 4 where the mean is within 0.02', { z: 5, meanWeight: 1.01 }],
    ['more than 1% that the log cannot show', { unsupportedMass: 0.02 }],
    ['more than 5% of the weight clipped', { clippedShare: 0.06 }],
  ])('is amber for %s', (_, facts) => {
    const { verdict, reasons } = judge(facts);
    expect(verdict).toBe('amber');
    expect(reasons).toHaveLength(1);
  });

  it('is green at the limits themselves', () => {
    const limits = { ess: 1000, essShare: 0.1, maxWeightShare: 0.02, z: 3, unsupportedMass: 0.01, clippedShare: 0.05 };
    expect(judge(limits).verdict).toBe('green');
  });

  it('gives every reason of its color', () => {
    expect(judge({ ess: 50, essShare: 0.001, maxWeightShare: 0.5 }).reasons).toHaveLength(3);
  });
});
