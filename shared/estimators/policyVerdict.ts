import { countText } from './countText';
import { percent } from './percent';

export type PolicyVerdict = 'green' | 'amber' | 'red';

/** What the verdict rests on; null: not known, or without a value. */
export interface VerdictFacts {
  ess: number;
  essShare: number | null;
  maxWeightShare: number | null;
  meanWeight: number | null;
  z: number | null;
  /** The target's probability on what the log cannot show: from full distributions, else as estimated from w̄. */
  unsupportedMass: number | null;
  /** Share of Σw that the default clip removes. */
  clippedShare: number | null;
  /** Rows whose full distribution fails; 0 where none is logged. */
  failedDistributions: number;
}

/**
 * The verdict of C5 with every rule that led to it, in words. Red: the value is hidden behind a click. Weights that are all
 * one number other than 1 have no z, and are red when they are off by more than 0.02.
 */
export function policyVerdict(facts: VerdictFacts): { verdict: PolicyVerdict; reasons: string[] } {
  const red = reasonsOf(facts, { ess: 100, essShare: 0.01, maxShare: 0.1, unsupported: 0.05 });
  if (facts.meanWeight !== null && Math.abs(facts.meanWeight - 1) > 0.02 && !(Math.abs(facts.z ?? Infinity) <= 4)) {
    red.push(meanReason(facts.meanWeight, facts.z));
  }
  if (facts.failedDistributions > 0) {
    const failed = countText(facts.failedDistributions, 'row');
    red.push(
      `In ${failed} the logged distribution does not sum to 1, or does not hold the probability of what was shown.`,
    );
  }
  if (red.length > 0) return { verdict: 'red', reasons: red };
  const amber = reasonsOf(facts, { ess: 1000, essShare: 0.1, maxShare: 0.02, unsupported: 0.01 });
  if (facts.meanWeight !== null && Math.abs(facts.z ?? 0) > 3) amber.push(meanReason(facts.meanWeight, facts.z));
  if (facts.clippedShare !== null && facts.clippedShare > 0.05) {
    amber.push(
      `Clipping removes ${percent(facts.clippedShare)} of the weight (over 5%): clipped values lean to the log.`,
    );
  }
  return { verdict: amber.length > 0 ? 'amber' : 'green', reasons: amber };
}

function reasonsOf(facts: VerdictFacts, limits: Record<'ess' | 'essShare' | 'maxShare' | 'unsupported', number>) {
  const reasons: string[] = [];
  const { ess, essShare, maxWeightShare, unsupportedMass } = facts;
  if (ess < limits.ess) {
    const size = ess.toLocaleString('en-US', { maximumFractionDigits: 1 });
    reasons.push(`The effective sample is ${size} rows (under ${limits.ess.toLocaleString('en-US')}).`);
  }
  if (essShare !== null && essShare < limits.essShare) {
    reasons.push(`The effective sample is ${percent(essShare)} of the rows (under ${percent(limits.essShare)}).`);
  }
  if (maxWeightShare !== null && maxWeightShare > limits.maxShare) {
    reasons.push(`One row carries ${percent(maxWeightShare)} of the weight (over ${percent(limits.maxShare)}).`);
  }
  if (unsupportedMass !== null && unsupportedMass > limits.unsupported) {
    const mass = percent(unsupportedMass);
    reasons.push(
      `${mass} of the target's probability is on what the log cannot show (over ${percent(limits.unsupported)}).`,
    );
  }
  return reasons;
}

function meanReason(mean: number, z: number | null): string {
  const from = z === null ? 'in every row' : `${Math.abs(z).toFixed(1)} standard errors away`;
  return `Weights average ${mean.toPrecision(4)} where 1 is expected, ${from}: propensities or target do not fit the log.`;
}
