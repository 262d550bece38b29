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

/** Ends of intervals are sums in double precision: one that is exactly 0 comes out as 1e-18 or so. A10's tolerance. */
const zeroBand = 1e-12;

/**
 * Rules in order: withheld; better lo > 0; worse hi < 0; equivalent -δ < lo and hi < δ; noninferior lo > -δ; else
 * inconclusive. An end within 1e-12 of 0 is 0.
 */
export function verdictOf(input: VerdictInput): Verdict {
  if (input.withheld) return 'withheld';
  if (input.lo === null || input.hi === null) return 'inconclusive';
  const mirrored = input.higherIsBetter === false;
  const lo = snapped(mirrored ? -input.hi : input.lo);
  const hi = snapped(mirrored ? -input.lo : input.hi);
  const margin = Math.abs(input.margin);
  if (lo > 0) return 'better';
  if (hi < 0) return 'worse';
  if (-margin < lo && hi < margin) return 'equivalent';
  return lo > -margin ? 'noninferior' : 'inconclusive';
}

function snapped(end: number): number {
  return Math.abs(end) <= zeroBand ? 0 : end;
}
