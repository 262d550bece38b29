import { cellAt, columnOf, isValid, rowsOf } from '../../../shared/wire/columns';
import type { Column, Table } from '../../../shared/wire/table';

/** One order of a request's items: rows of the table, best first. */
export interface RankColumn {
  /** A contestant, or null for the order as shown. */
  model: string | null;
  rows: number[];
  /** The position or rank of each of them; positions may have gaps. */
  places: number[];
}

/** The logged order, then each model's, from a table of `request.get`. Rows without a rank are left out. */
export function rankColumns(table: Table, models: readonly string[]): RankColumn[] {
  const has = new Set(table.columns.map(({ name }) => name));
  const ranked = models.filter((model) => has.has(`rank:${model}`));
  return [
    { model: null, ...orderedBy(columnOf(table, 'position')) },
    ...ranked.map((model) => ({ model, ...orderedBy(columnOf(table, `rank:${model}`)) })),
  ];
}

function orderedBy(column: Column): Pick<RankColumn, 'rows' | 'places'> {
  const rank = (row: number) => Number(cellAt(column, row));
  const rows = Array.from({ length: rowsOf(column) }, (_, row) => row).filter((row) => isValid(column, row));
  rows.sort((a, b) => rank(a) - rank(b) || a - b);
  return { rows, places: rows.map(rank) };
}

export interface RankLine {
  row: number;
  from: number;
  to: number;
}

/** Lines between two neighboring orders, for items that stand in both among the first `limit`. */
export function rankLines(left: RankColumn, right: RankColumn, limit: number): RankLine[] {
  const places = new Map(right.rows.slice(0, limit).map((row, at) => [row, at]));
  return left.rows.slice(0, limit).flatMap((row, from) => {
    const to = places.get(row);
    return to === undefined ? [] : [{ row, from, to }];
  });
}

const lanePx = 84;
const gapPx = 30;

/**
 * The contestants whose orders fit beside the logged one, in the contest's order: the baseline and the one it is
 * looked at against go first, at least one always stays.
 */
export function lanesThatFit(contestants: readonly string[], against: string | undefined, width: number): string[] {
  const models = contestants.filter((name) => name !== '@logged');
  const places = Math.max(1, Math.floor((width + gapPx) / (lanePx + gapPx)) - 1);
  const first = [models[0], against, ...models].filter((name) => name !== undefined && models.includes(name));
  const chosen = [...new Set(first)].slice(0, places);
  return models.filter((name) => chosen.includes(name));
}
