import type { RankAgreement } from '../../../shared/skew/pairedSkew';
import { mean } from '../../../shared/stats/moments';
import { rankCorrelation, spearman } from '../../../shared/stats/spearman';
import { FewPairs } from './fewPairs';
import type { NumberColumns } from './numberPairs';
import type { OrderedSide } from './valueOrder';

/** Spearman's ρ over pairs that have both values: in all, from the orders of both sides, and within each request. */
export function rankAgreement(
  columns: NumberColumns,
  sides: { s: OrderedSide; t: OrderedSide },
  requestStarts: Int32Array,
): RankAgreement {
  const both = bothPresent(columns);
  const overall = rankCorrelation(ranksOf(sides.s, both), ranksOf(sides.t, both));
  const within: number[] = [];
  const few = new FewPairs();
  for (let request = 0; request + 1 < requestStarts.length; request++) {
    const rho = withinRows(columns, requestStarts[request]!, requestStarts[request + 1]!, few);
    if (rho !== null) within.push(rho);
  }
  return { overall, withinRequest: mean(within), requests: within.length };
}

interface Marked {
  /** By row: 1 where both sides have a value. */
  marks: Uint8Array;
  count: number;
}

function bothPresent({ s, t }: NumberColumns): Marked {
  const marks = new Uint8Array(s.length);
  let count = 0;
  for (let row = 0; row < s.length; row++) {
    if (Number.isNaN(s[row]!) || Number.isNaN(t[row]!)) continue;
    marks[row] = 1;
    count++;
  }
  return { marks, count };
}

/** Average ranks of the marked rows, in row order. */
function ranksOf({ order, sorted }: OrderedSide, { marks, count }: Marked): Float64Array {
  const twice = new Int32Array(order.length);
  let before = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from]!;
    const first = before;
    for (; to < sorted.length && sorted[to] === value; to++) before += marks[order[to]!]!;
    for (let i = from; i < to; i++) twice[order[i]!] = first + before + 1;
  }
  const ranks = new Float64Array(count);
  let next = 0;
  for (let row = 0; row < twice.length; row++) if (marks[row] === 1) ranks[next++] = twice[row]! / 2;
  return ranks;
}

/** ρ of the rows of one request. Sides that are the same agree wholly, whatever their ranks. */
function withinRows(columns: NumberColumns, from: number, to: number, few: FewPairs): number | null {
  const { s, t } = columns;
  let [same, constant] = [true, true];
  let first = Number.NaN;
  for (let row = from; row < to; row++) {
    if (s[row] !== t[row]) {
      if (Number.isNaN(s[row]!) || Number.isNaN(t[row]!)) continue;
      same = false;
      break;
    }
    if (Number.isNaN(first)) first = s[row]!;
    else if (s[row] !== first) constant = false;
  }
  if (same) return constant ? null : 1;
  return few.take(columns, from, to) ? few.rho() : manyRows(columns, from, to);
}

function manyRows({ s, t }: NumberColumns, from: number, to: number): number | null {
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (!Number.isNaN(s[row]!) && !Number.isNaN(t[row]!)) rows.push(row);
  return spearman(
    rows.map((row) => s[row]!),
    rows.map((row) => t[row]!),
  );
}
