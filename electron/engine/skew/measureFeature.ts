import type { DriftFigures } from '../../../shared/drift/driftFigures';
import type { ErrorFigures } from '../../../shared/skew/errorFigures';
import type { RankAgreement } from '../../../shared/skew/pairedSkew';
import { clashPairs, numberStates, textStates } from './clashPairs';
import { orderedDrift } from './numberDrift';
import {
  activeValues,
  isConstantInRequests,
  type NumberColumns,
  type NumberComparison,
  numberPairs,
} from './numberPairs';
import type { PairFacts } from './pairFacts';
import type { TallyCounts } from './pairTally';
import { rankAgreement } from './rankAgreement';
import { TextCells, type TextColumn } from './textCells';
import { textPairs } from './textPairs';
import { orderedSide, orderLike } from './valueOrder';

/** A column as it was read, and where the compared rows stand in it (null: it holds just these). */
export type ReadColumn =
  | { storage: 'number'; values: Float64Array; places: Int32Array | null }
  | { storage: 'text'; column: TextColumn; places: Int32Array | null };

/** Everything that the figures of one feature need besides the facts of the rows; can be sent to a thread. */
export interface FeatureWork {
  s: ReadColumn;
  t: ReadColumn;
  numbers: NumberComparison;
  /** The declared default where it is text. */
  textFallback: string | null;
  /** Values that stand for amounts: they have errors, ranks and a numeric distribution. */
  isOrdered: boolean;
  /** The two sides store it as different types. */
  isClash: boolean;
  /** Whether ranks and distributions are wanted, not the row level alone. */
  isWhole: boolean;
}

export interface FeatureResult {
  tally: TallyCounts;
  errors: ErrorFigures | null;
  ranks: RankAgreement | null;
  crossed: number | null;
  foldedEqual: number | null;
  /** Of ordered values. */
  drift: DriftFigures | null;
  /** Of all others: what their distribution needs from the rows. */
  active: { e: number; a: number } | null;
  draws: { e: number; a: number };
}

/** Definitions D1 to D3 of one feature. Pure: the same work gives the same bytes in every thread. */
export function measureFeature(work: FeatureWork, facts: PairFacts): FeatureResult {
  const { s, t } = work;
  if (work.isClash) return ofClash(work, facts);
  if (s.storage === 'number' && t.storage === 'number') {
    return ofNumbers({ s: inRows(s, facts), t: inRows(t, facts) }, work, facts);
  }
  const sides = { s: cellsOf(s), t: cellsOf(t) };
  return { ...nothing(facts), ...textPairs(sides, work.textFallback, facts) };
}

function ofNumbers(columns: NumberColumns, work: FeatureWork, facts: PairFacts): FeatureResult {
  const { numbers, isOrdered, isWhole } = work;
  const { requestStarts } = facts;
  const found = { ...nothing(facts), ...numberPairs(columns, numbers, facts) };
  if (!isOrdered) return { ...found, errors: null, ...activity(columns, work, facts) };
  if (!isWhole) return found;
  const served = orderedSide(columns.s);
  const sides = { s: served, t: orderLike(served, columns.s, columns.t) };
  return {
    ...found,
    ranks: rankAgreement(columns, sides, requestStarts),
    drift: orderedDrift(columns, sides, numbers, requestStarts),
  };
}

/** What SQL does not tell of categories that are stored as numbers. */
function activity({ s, t }: NumberColumns, { numbers, isWhole }: FeatureWork, { requestStarts, rows }: PairFacts) {
  if (!isWhole) return {};
  const draws = (values: Float64Array) =>
    isConstantInRequests(values, requestStarts) ? requestStarts.length - 1 : rows;
  const [e, a] = [activeValues(t, numbers), activeValues(s, numbers)];
  return { active: e === null || a === null ? null : { e, a }, draws: { e: draws(t), a: draws(s) } };
}

function ofClash({ s, t, numbers, textFallback }: FeatureWork, facts: PairFacts): FeatureResult {
  const states = (side: ReadColumn) =>
    side.storage === 'number'
      ? numberStates(inRows(side, facts), numbers.fallback, numbers.rule)
      : textStates(cellsOf(side), facts.rows, textFallback);
  return { ...nothing(facts), tally: clashPairs(states(s), states(t), facts) };
}

function nothing({ rows }: PairFacts): Omit<FeatureResult, 'tally'> {
  const draws = { e: rows, a: rows };
  return { errors: null, ranks: null, crossed: null, foldedEqual: null, drift: null, active: null, draws };
}

function inRows(side: ReadColumn, { rows }: PairFacts): Float64Array {
  if (side.storage === 'text') throw new Error('a column of text stands where numbers are expected');
  const { values, places } = side;
  if (places === null) return values;
  const found = new Float64Array(rows);
  for (let row = 0; row < rows; row++) found[row] = values[places[row]!]!;
  return found;
}

function cellsOf(side: ReadColumn): TextCells {
  if (side.storage === 'number') throw new Error('a column of numbers stands where text is expected');
  return new TextCells(side.column, side.places);
}
