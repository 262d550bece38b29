import { type ErrorFigures, errorFigures } from '../../../shared/skew/errorFigures';
import { equalNumbers, type NumberRule } from '../../../shared/skew/numberRule';
import { numberPairClass } from '../../../shared/skew/pairClass';
import { classCodes } from '../../../shared/skew/skewClasses';
import { crossesSplit, type SplitLimits } from '../../../shared/skew/splitCross';
import { GrowingPairs } from './growingPairs';
import type { PairFacts } from './pairFacts';
import { PairTally, type TallyCounts } from './pairTally';

/** Logged (s) and recomputed values (t) of one feature by compared row; NaN = missing. */
export interface NumberColumns {
  s: Float64Array;
  t: Float64Array;
}

export interface NumberComparison {
  rule: NumberRule;
  /** The declared default; NaN: none. */
  fallback: number;
  splits: SplitLimits | null;
}

/** The row level of a feature that is stored as numbers, truth values or times. */
export interface NumberPairs {
  tally: TallyCounts;
  errors: ErrorFigures | null;
  /** Rows that cross a split; null without a model. */
  crossed: number | null;
}

/** One pass over all pairs. Equal pairs take the short way: nothing about them has to be known but their number. */
export function numberPairs(
  { s, t }: NumberColumns,
  { rule, fallback, splits }: NumberComparison,
  facts: PairFacts,
): NumberPairs {
  const tally = new PairTally(facts);
  const unequal = new GrowingPairs();
  let same = 0;
  let infinite = 0;
  let close = 0;
  let crossed = 0;
  for (let row = 0; row < s.length; row++) {
    const a = s[row]!;
    const b = t[row]!;
    if (a === b) {
      same++;
      if (a - b !== 0) infinite++;
      continue;
    }
    tally.add(row, numberPairClass(a, b, rule, fallback));
    if (splits !== null && crossesSplit(a, b, splits)) crossed++;
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    close++;
    unequal.add(a, b);
  }
  tally.endRequest();
  tally.counts.classes[classCodes.match]! += same;
  const errors = errorFigures(unequal.first, unequal.second, same - infinite + close);
  return { tally: tally.counts, errors, crossed: splits === null ? null : crossed };
}

/** How many values are present and not the default; null where none is declared. */
export function activeValues(values: Float64Array, { rule, fallback }: NumberComparison): number | null {
  if (Number.isNaN(fallback)) return null;
  let active = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value) && !equalNumbers(value, fallback, rule)) active++;
  }
  return active;
}

/** Whether all rows of each request have one value; missing is one, too. */
export function isConstantInRequests(values: Float64Array, requestStarts: Int32Array): boolean {
  for (let request = 0; request + 1 < requestStarts.length; request++) {
    const first = values[requestStarts[request]!]!;
    for (let row = requestStarts[request]! + 1; row < requestStarts[request + 1]!; row++) {
      if (values[row] !== first && !(Number.isNaN(first) && Number.isNaN(values[row]!))) return false;
    }
  }
  return true;
}
