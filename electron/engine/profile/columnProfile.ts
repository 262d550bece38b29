import type { ShownQuery } from '../../../shared/schemas/common';
import type { ColumnProfile, Histogram } from '../../../shared/slices/profileSchemas';
import { tableToRows } from '../../../shared/wire/columns';
import type { Cell } from '../../../shared/wire/table';
import { columnKind } from '../slices/columnKind';
import type { BoundPredicate, SessionSlices } from '../slices/sessionSlices';
import { columnBins, columnFacts, quantileShares, type TableRows, topOfColumn } from '../sql/profile/tableColumn';
import type { PredicateSql } from '../sql/slices/sliceRelation';

export interface ProfileRequest {
  table: string;
  column: string;
  type: string;
  /** Columns of the table: they tell whether a slice can be applied. */
  columns: readonly string[];
  /** Rows of the table: up to two million, distinct values are counted exactly. */
  tableRows: number;
  slice: string | null;
  bins: number;
}

const exactRows = 2_000_000;
const topListed = 20;

/** What a column of a session table holds, within a slice where the table has rows or requests of the log. */
export async function columnProfile(
  slices: SessionSlices,
  request: ProfileRequest,
  signal?: AbortSignal,
): Promise<ColumnProfile> {
  const { table, column, type } = request;
  const kind = columnKind(type);
  const key = keyOf(request.columns);
  const within = key !== null && request.slice?.trim() ? await slices.bind(request.slice) : null;
  const queries: ShownQuery[] = [];
  const read = readerOf(slices, within, { table, key, queries }, signal);
  const distinctExact = request.tableRows <= exactRows;
  const facts = (await read('counts and bounds', (rows) => columnFacts(column, kind, distinctExact, rows)))[0] ?? {};
  const isNested = kind === 'list' || kind === 'other';
  const top = isNested
    ? []
    : await read('the most frequent values', (rows) => topOfColumn(column, kind, topListed, rows));
  const rows = Number(facts.rows);
  return {
    ...{ table, column, type, kind, sliced: within !== null, rows },
    nulls: rows - Number(facts.present),
    distinct: numberOr(facts.distinct_values),
    distinctExact,
    min: plainCell(facts.least),
    max: plainCell(facts.most),
    mean: roundedMean(facts.mean),
    nan: Number(facts.nan ?? 0),
    infinite: Number(facts.infinite ?? 0),
    negativeInfinite: Number(facts.negative_infinite ?? 0),
    quantiles: quantileShares.flatMap((share, i) => {
      const value = facts[`q${i}`];
      return typeof value === 'number' ? [{ share, value }] : [];
    }),
    histogram: await histogram(rangeOf(request, facts), (range) =>
      read('the histogram', (rows) => columnBins(column, kind, range, rows)),
    ),
    top: top.map(({ value, rows: count }) => ({ value: plainCell(value), rows: Number(count) })),
    queries,
  };
}

/** Which column of a table ties it to the log. */
export function keyOf(columns: readonly string[]): TableRows['key'] {
  if (columns.includes('row_id')) return 'row_id';
  return columns.includes('request_index') ? 'request_index' : null;
}

function readerOf(
  slices: SessionSlices,
  within: BoundPredicate | null,
  { table, key, queries }: Pick<TableRows, 'table' | 'key'> & { queries: ShownQuery[] },
  signal?: AbortSignal,
) {
  return async (what: string, build: (rows: TableRows) => PredicateSql): Promise<Record<string, Cell>[]> => {
    const noted = (columns: TableRows['columns'], predicate: string | null) => {
      const built = build({ table, key, columns, predicate });
      queries.push({ what, sql: built.text });
      return built;
    };
    return tableToRows(await slices.runOn(within, noted, signal));
  };
}

const integerType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/i;

interface BinRange {
  least: number;
  most: number;
  bins: number;
}

/**
 * The range that bins divide; null without a finite value. Few whole numbers get a bin each, in its middle: over more
 * bins than numbers every other bar would be missing.
 */
function rangeOf({ type, bins }: ProfileRequest, { least, most }: Record<string, Cell>): BinRange | null {
  if (typeof least !== 'number' || typeof most !== 'number') return null;
  if (least === most) return { least, most, bins: 1 };
  if (integerType.test(type) && most - least < bins) {
    return { least: least - 0.5, most: most + 0.5, bins: most - least + 1 };
  }
  return { least, most, bins };
}

async function histogram(
  range: BinRange | null,
  read: (range: BinRange) => Promise<Record<string, Cell>[]>,
): Promise<Histogram | null> {
  if (range === null) return null;
  const { least, most } = range;
  // Halves before the difference: the span of two numbers may be more than a number holds.
  const width = most / range.bins - least / range.bins;
  const isOne = least === most || width <= 0;
  const bins = isOne ? 1 : range.bins;
  const counts = new Array<number>(bins).fill(0);
  const counted = await read(isOne ? { least, most: least + 1, bins } : range);
  for (const { bin, rows } of counted) counts[Number(bin)] = Number(rows);
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? most : least + width * i));
  return { edges, counts };
}

function plainCell(value: Cell | undefined): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function numberOr(value: Cell | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

// Parallel sums differ in their last digits from run to run.
function roundedMean(value: Cell | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(12)) : null;
}
