/** What a contest may say about B against A. */
export type Verdict = 'better' | 'worse' | 'equivalent' | 'noninferior' | 'inconclusive' | 'withheld';

/** What the verdict rule needs. */
export interface VerdictInput {
  /** Interval of B - A; null ends make the verdict `inconclusive`. */
  lo: number | null;
  hi: number | null;
  /** δ >= 0 in the unit of the difference (`metrics.margin` × mean of A). 0 rules out equivalence. */
  margin: number;
  /** False for losses and ranks: the interval is mirrored before the rules. */
  higherIsBetter?: boolean;
  /** Why the number may not be claimed; any text gives `withheld`. */
  withheld?: string | null;
}

/**
 * Rules in order: withheld; better lo > 0; worse hi < 0; equivalent -δ < lo and hi < δ; noninferior lo > -δ; else
 * inconclusive.
 */
export function verdictOf(input: VerdictInput): Verdict {
  if (input.withheld) return 'withheld';
  if (input.lo === null || input.hi === null) return 'inconclusive';
  const mirrored = input.higherIsBetter === false;
  const lo = mirrored ? -input.hi : input.lo;
  const hi = mirrored ? -input.lo : input.hi;
  const margin = Math.abs(input.margin);
  if (lo > 0) return 'better';
  if (hi < 0) return 'worse';
  if (-margin < lo && hi < margin) return 'equivalent';
  return lo > -margin ? 'noninferior' : 'inconclusive';
}
