import { equalNumbers, type NumberRule } from './numberRule';
import { classCodes } from './skewClasses';

/** A value of a feature; null and NaN are missing, times are seconds since the epoch, lists their text. */
export type SkewValue = number | string | boolean | null;

/** How values of a feature are compared. */
export interface PairRule {
  numbers: NumberRule;
  /** What serving writes for a missing value (`features.defaults`); null: the case declares nothing. */
  fallback: SkewValue;
}

/** The class of a pair as its code in `skewClasses`. Values of different types are never coerced. */
export function pairClass(s: SkewValue, t: SkewValue, rule: PairRule): number {
  if (isMissing(s) && isMissing(t)) return classCodes.both_missing;
  if (isMissing(s)) return isFallback(t, rule) ? classCodes.default_vs_missing : classCodes.serve_missing;
  if (isMissing(t)) return isFallback(s, rule) ? classCodes.default_vs_missing : classCodes.train_missing;
  if (typeof s !== typeof t) return classCodes.type_clash;
  if (equalValues(s, t, rule)) return classCodes.match;
  return isFallback(s, rule) !== isFallback(t, rule) ? classCodes.default_vs_value : classCodes.value_mismatch;
}

/** The same for two numbers (NaN = missing) and a default that is a number, NaN where there is none. */
export function numberPairClass(s: number, t: number, numbers: NumberRule, fallback: number): number {
  if (s === t) return classCodes.match;
  if (Number.isNaN(s)) {
    if (Number.isNaN(t)) return classCodes.both_missing;
    return equalNumbers(t, fallback, numbers) ? classCodes.default_vs_missing : classCodes.serve_missing;
  }
  const served = equalNumbers(s, fallback, numbers);
  if (Number.isNaN(t)) return served ? classCodes.default_vs_missing : classCodes.train_missing;
  if (equalNumbers(s, t, numbers)) return classCodes.match;
  return served !== equalNumbers(t, fallback, numbers) ? classCodes.default_vs_value : classCodes.value_mismatch;
}

export function isMissing(value: SkewValue): value is null {
  return value === null || Number.isNaN(value);
}

function isFallback(value: SkewValue, rule: PairRule): boolean {
  return !isMissing(rule.fallback) && typeof value === typeof rule.fallback && equalValues(value, rule.fallback, rule);
}

function equalValues(s: SkewValue, t: SkewValue, { numbers }: PairRule): boolean {
  return typeof s === 'number' && typeof t === 'number' ? equalNumbers(s, t, numbers) : s === t;
}
