import { equalNumbers, type NumberRule } from '../../../shared/skew/numberRule';
import { classCodes } from '../../../shared/skew/skewClasses';
import type { PairFacts } from './pairFacts';
import { PairTally, type TallyCounts } from './pairTally';
import type { TextCells } from './textCells';

/** By compared row: whether a value is missing, the declared default, or another one. */
type ValueStates = Uint8Array;
const states = { missing: 0, fallback: 1, other: 2 } as const;

/** The row level of a feature that one side stores as numbers, say, and the other as text: no value equals another. */
export function clashPairs(s: ValueStates, t: ValueStates, facts: PairFacts): TallyCounts {
  const tally = new PairTally(facts);
  for (let row = 0; row < facts.rows; row++) tally.add(row, codeOf(s[row]!, t[row]!));
  tally.endRequest();
  return tally.counts;
}

/** `fallback` NaN: no default of this type. */
export function numberStates(values: Float64Array, fallback: number, rule: NumberRule): ValueStates {
  return Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return states.missing;
    return equalNumbers(value, fallback, rule) ? states.fallback : states.other;
  });
}

/** `fallback` null: no default of this type. */
export function textStates(cells: TextCells, rows: number, fallback: string | null): ValueStates {
  const text = fallback === null ? null : new TextEncoder().encode(fallback);
  const found = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const entry = cells.entryOf(row);
    const isFallback = text !== null && entry >= 0 && cells.holds(entry, text, 0, text.length);
    found[row] = entry < 0 ? states.missing : isFallback ? states.fallback : states.other;
  }
  return found;
}

function codeOf(s: number, t: number): number {
  if (s !== states.missing && t !== states.missing) return classCodes.type_clash;
  if (s === states.missing && t === states.missing) return classCodes.both_missing;
  if (s === states.fallback || t === states.fallback) return classCodes.default_vs_missing;
  return s === states.missing ? classCodes.serve_missing : classCodes.train_missing;
}
