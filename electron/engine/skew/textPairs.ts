import { classCodes } from '../../../shared/skew/skewClasses';
import type { PairFacts } from './pairFacts';
import { PairTally, type TallyCounts } from './pairTally';
import type { TextCells } from './textCells';

/** Logged (s) and recomputed texts (t) of one feature. */
export interface TextSides {
  s: TextCells;
  t: TextCells;
}

/** The row level of a feature that is stored as text. */
export interface TextPairs {
  tally: TallyCounts;
  /** Unequal texts that are equal once folded. */
  foldedEqual: number;
  /** Rows present and not the default, by side; null where none is declared. */
  active: { e: number; a: number } | null;
  /** Draws by side: requests where every request has one value, else rows. */
  draws: { e: number; a: number };
}

/** One pass over all pairs. `fallback` is the declared default, null without one. */
export function textPairs(sides: TextSides, fallback: string | null, facts: PairFacts): TextPairs {
  const tally = new PairTally(facts);
  const [served, trained] = [new SideReader(sides.s, fallback), new SideReader(sides.t, fallback)];
  const same = new SameEntries(sides);
  let foldedEqual = 0;
  for (let request = 0; request + 1 < facts.requestStarts.length; request++) {
    for (let row = facts.requestStarts[request]!; row < facts.requestStarts[request + 1]!; row++) {
      const isFirst = row === facts.requestStarts[request];
      const s = served.read(row, isFirst);
      const t = trained.read(row, isFirst);
      const code = codeOf(served, trained, s >= 0 && t >= 0 && same.are(s, t));
      tally.add(row, code);
      if (code === classCodes.value_mismatch || code === classCodes.default_vs_value) {
        if (sides.s.folded(s) === sides.t.folded(t)) foldedEqual++;
      }
    }
  }
  tally.endRequest();
  const requests = facts.requestStarts.length - 1;
  const drawsOf = (side: SideReader) => (side.isConstant ? requests : facts.rows);
  return {
    tally: tally.counts,
    foldedEqual,
    active: fallback === null ? null : { e: trained.active, a: served.active },
    draws: { e: drawsOf(trained), a: drawsOf(served) },
  };
}

function codeOf(s: SideReader, t: SideReader, equal: boolean): number {
  if (s.entry < 0 && t.entry < 0) return classCodes.both_missing;
  if (s.entry < 0) return t.isDefault ? classCodes.default_vs_missing : classCodes.serve_missing;
  if (t.entry < 0) return s.isDefault ? classCodes.default_vs_missing : classCodes.train_missing;
  if (equal) return classCodes.match;
  return s.isDefault !== t.isDefault ? classCodes.default_vs_value : classCodes.value_mismatch;
}

/** Reads one side row by row: its entry, whether that is the default, and whether requests have one value each. */
class SideReader {
  entry = -1;
  isDefault = false;
  isConstant = true;
  active = 0;
  readonly #cells: TextCells;
  readonly #fallback: Uint8Array | null;
  /** By entry of a dictionary: 1 where it is the default, 2 where not. */
  readonly #known: Uint8Array | null;

  constructor(cells: TextCells, fallback: string | null) {
    this.#cells = cells;
    this.#fallback = fallback === null ? null : new TextEncoder().encode(fallback);
    this.#known = cells.isDistinct ? new Uint8Array(cells.entries) : null;
  }

  read(row: number, isFirst: boolean): number {
    const before = this.entry;
    const entry = this.#cells.entryOf(row);
    if (!isFirst && this.isConstant && !this.#same(before, entry)) this.isConstant = false;
    this.entry = entry;
    this.isDefault = this.#fallback !== null && entry >= 0 && this.#holdsDefault(entry, this.#fallback);
    if (entry >= 0 && !this.isDefault) this.active++;
    return entry;
  }

  #same(a: number, b: number): boolean {
    if (a === b) return true;
    return !this.#cells.isDistinct && a >= 0 && b >= 0 && this.#cells.equals(a, this.#cells, b);
  }

  #holdsDefault(entry: number, text: Uint8Array): boolean {
    if (this.#known === null) return this.#cells.holds(entry, text, 0, text.length);
    this.#known[entry] ||= this.#cells.holds(entry, text, 0, text.length) ? 1 : 2;
    return this.#known[entry] === 1;
  }
}

/** Which entries of two sides are the same text; of two dictionaries each pair of equal texts is compared once. */
class SameEntries {
  readonly #sides: TextSides;
  /** By entry of `s`: the entry of `t` that is the same text, plus 1; 0: not met yet. */
  readonly #found: Uint32Array | null;

  constructor(sides: TextSides) {
    this.#sides = sides;
    this.#found = sides.s.isDistinct && sides.t.isDistinct ? new Uint32Array(sides.s.entries) : null;
  }

  are(s: number, t: number): boolean {
    const { s: served, t: trained } = this.#sides;
    if (this.#found === null) return served.equals(s, trained, t);
    const known = this.#found[s]!;
    if (known > 0) return known === t + 1;
    const equal = served.equals(s, trained, t);
    if (equal) this.#found[s] = t + 1;
    return equal;
  }
}
