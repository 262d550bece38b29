import type { RankAgreement } from '../../../shared/skew/pairedSkew';
import { mean } from '../../../shared/stats/moments';
import { rankCorrelation, spearman } from '../../../shared/stats/spearman';
import type { NumberColumns } from './numberPairs';

/** Spearman's ρ over pairs that have both values: in all, from the orders of both sides, and within each request. */
export function rankAgreement(
  columns: NumberColumns,
  orders: { s: Int32Array; t: Int32Array },
  requestStarts: Int32Array,
): RankAgreement {
  const { s, t } = columns;
  const places = bothPresent(columns);
  const overall = rankCorrelation(ranksOf(s, orders.s, places), ranksOf(t, orders.t, places));
  const within: number[] = [];
  for (let request = 0; request + 1 < requestStarts.length; request++) {
    const rho = withinRows(columns, requestStarts[request]!, requestStarts[request + 1]!);
    if (rho !== null) within.push(rho);
  }
  return { overall, withinRequest: mean(within), requests: within.length };
}

/** By row: its place among the rows that have both values, -1 for the others; their number at the end. */
function bothPresent({ s, t }: NumberColumns): Int32Array {
  const places = new Int32Array(s.length + 1);
  let count = 0;
  for (let row = 0; row < s.length; row++) {
    places[row] = Number.isNaN(s[row]!) || Number.isNaN(t[row]!) ? -1 : count++;
  }
  places[s.length] = count;
  return places;
}

/** Average ranks of the rows that have both values, in their order, given the order of one side. */
function ranksOf(values: Float64Array, order: Int32Array, places: Int32Array): Float64Array {
  const ranks = new Float64Array(places[values.length]!);
  let before = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from]!]!;
    let equal = 0;
    for (; to < order.length && (to === from || values[order[to]!] === value); to++) {
      if (places[order[to]!]! >= 0) equal++;
    }
    const rank = before + (equal + 1) / 2;
    for (let i = from; i < to; i++) if (places[order[i]!]! >= 0) ranks[places[order[i]!]!] = rank;
    before += equal;
  }
  return ranks;
}

/** ρ of the rows of one request. Sides that are the same agree wholly, whatever their ranks. */
function withinRows({ s, t }: NumberColumns, from: number, to: number): number | null {
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
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (!Number.isNaN(s[row]!) && !Number.isNaN(t[row]!)) rows.push(row);
  if (rows.length <= fewRows) return rankCorrelation(countedRanks(s, rows), countedRanks(t, rows));
  return spearman(
    rows.map((row) => s[row]!),
    rows.map((row) => t[row]!),
  );
}

/** Up to so many rows, counting smaller values is faster than sorting them. */
const fewRows = 64;

function countedRanks(values: Float64Array, rows: readonly number[]): Float64Array {
  const ranks = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    let twice = 1;
    for (let j = 0; j < rows.length; j++) {
      const other = values[rows[j]!]!;
      if (other <= value) twice += other === value ? 1 : 2;
    }
    ranks[i] = twice / 2;
  }
  return ranks;
}
