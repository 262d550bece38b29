import { averageRanks, meanSpearman, rankCorrelation } from '../stats/spearman';
import { type ErrorFigures, errorFigures } from './errorFigures';
import { foldedText } from './foldedText';
import { isMissing, type PairRule, pairClass, type SkewValue } from './pairClass';
import { classCodes, countsOf, type SkewCounts } from './skewClasses';
import { type SkewRates, skewRates } from './skewRates';
import { crossesSplit, type SplitLimits } from './splitCross';

/** Rank correlation of logged and recomputed values over pairs that have both. */
export interface RankAgreement {
  /** Null when either side is constant. */
  overall: number | null;
  /** Mean over the requests in which neither side is constant, and how many those are. */
  withinRequest: number | null;
  requests: number;
}

/** Definitions D1 of one feature. */
export interface PairedSkew extends SkewRates {
  counts: SkewCounts;
  /** Null unless both sides are numbers. */
  errors: ErrorFigures | null;
  ranks: RankAgreement | null;
  /** Unequal texts that are equal once folded; null for other values. */
  foldedEqual: number | null;
  /** Share of all rows that cross a split of the model; null without a model, or without rows. */
  splitCross: number | null;
}

/** The pairs of one feature, in row order. */
export interface SkewPairs {
  s: readonly SkewValue[];
  t: readonly SkewValue[];
  rule: PairRule;
  /** First pair of each request, and the number of pairs at the end. */
  requestStarts: ArrayLike<number>;
  splits: SplitLimits | null;
}

/** The row level, pair by pair: slow, and what the fast form must agree with. */
export function pairedSkew(pairs: SkewPairs): PairedSkew {
  const { s, t, rule, splits } = pairs;
  const codes = s.map((value, i) => pairClass(value, t[i]!, rule));
  const counts = countsOf(tally(codes));
  const numbers = [...s, ...t].every((value) => isMissing(value) || typeof value === 'number');
  return {
    counts,
    ...skewRates(counts),
    ...(numbers ? numberFigures(pairs) : { errors: null, ranks: null }),
    foldedEqual: s.some((value) => typeof value === 'string') ? foldedEqual(pairs, codes) : null,
    splitCross: splits === null || s.length === 0 ? null : crossings(pairs, splits) / s.length,
  };
}

function tally(codes: readonly number[]): number[] {
  const counts: number[] = [];
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function numberFigures({ s, t, requestStarts }: SkewPairs): Pick<PairedSkew, 'errors' | 'ranks'> {
  const both = s.flatMap((_, i) => (isMissing(s[i]!) || isMissing(t[i]!) ? [] : [i]));
  const [served, trained] = [both.map((i) => s[i] as number), both.map((i) => t[i] as number)];
  const finite = both.filter((i) => Number.isFinite(s[i]) && Number.isFinite(t[i]));
  const starts = Array.from(requestStarts, (start) => both.filter((i) => i < start).length);
  const within = meanSpearman(served, trained, starts);
  return {
    errors: errorFigures(
      finite.map((i) => s[i] as number),
      finite.map((i) => t[i] as number),
    ),
    ranks: {
      overall: rankCorrelation(averageRanks(served), averageRanks(trained)),
      withinRequest: within.mean,
      requests: within.groups,
    },
  };
}

function foldedEqual({ s, t }: SkewPairs, codes: readonly number[]): number {
  return codes.filter(
    (code, i) =>
      (code === classCodes.value_mismatch || code === classCodes.default_vs_value) &&
      foldedText(String(s[i])) === foldedText(String(t[i])),
  ).length;
}

function crossings({ s, t }: SkewPairs, splits: SplitLimits): number {
  const number = (value: SkewValue) => (isMissing(value) ? Number.NaN : Number(value));
  return s.filter((_, i) => crossesSplit(number(s[i]!), number(t[i]!), splits)).length;
}
