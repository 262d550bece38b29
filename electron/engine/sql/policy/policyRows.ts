import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { RowRange } from '../compare/listRows';
import type { KeyedTable, PolicyKeys } from './policyTables';

/** Columns of `impressions` that decide what a row is good for; null: there is none. */
export interface PolicyColumns {
  reward: string;
  propensity: string | null;
  /** True in rows that chance chose; null: all rows are taken. */
  randomized: string | null;
  hasPositions: boolean;
  /** Every row is its own request, so that `request_index` is `row_id`. */
  ownRequests: boolean;
  /** Sampling weights. */
  weight: string | null;
  /** TEMP table with the `row_id`s of the slice; null: every row. */
  slice: string | null;
}

/** What becomes of a row, in the order in which it is asked; the first that holds. */
export const rowFates = [
  'notRandomized',
  'notShown',
  'noPropensity',
  'zeroPropensity',
  'propensityAboveOne',
  'noReward',
  'noWeight',
  'used',
] as const;

export type RowFate = (typeof rowFates)[number];

function fateOf(of: PolicyColumns): string {
  const cases: [string, RowFate][] = [];
  const add = (condition: string, fate: RowFate) => cases.push([condition, fate]);
  if (of.randomized) add(`TRY_CAST(${quoteIdent(of.randomized)} AS BOOLEAN) IS NOT TRUE`, 'notRandomized');
  if (of.hasPositions) add('position IS NULL', 'notShown');
  if (of.propensity) {
    const propensity = numberOf(of.propensity);
    add(`${propensity} IS NULL OR isnan(${propensity})`, 'noPropensity');
    add(`${propensity} <= 0`, 'zeroPropensity');
    add(`${propensity} > 1`, 'propensityAboveOne');
  }
  const reward = numberOf(of.reward);
  add(`${reward} IS NULL OR NOT isfinite(${reward})`, 'noReward');
  if (of.weight) {
    const weight = numberOf(of.weight);
    add(`${weight} IS NULL OR NOT (${weight} > 0 AND isfinite(${weight}))`, 'noWeight');
  }
  return `CASE ${cases.map(([when, then]) => `WHEN ${when} THEN '${then}'`).join(' ')} ELSE 'used' END`;
}

function numberOf(column: string): string {
  return `TRY_CAST(${quoteIdent(column)} AS DOUBLE)`;
}

function inSlice({ slice }: PolicyColumns): string {
  return slice === null ? 'true' : `row_id IN (SELECT row_id FROM ${quoteIdent(slice)})`;
}

/** Where the rows of a slice are put. */
export const sliceTable = 'policy_slice';

export function createSlice(): Sql {
  return { text: `CREATE OR REPLACE TEMP TABLE ${sliceTable} (row_id INTEGER)` };
}

/** Columns `fate`, `rows` (f64) and `largest` (f64, the largest `item_key`): how many rows of the slice have each fate. */
export function countFates(of: PolicyColumns): Sql {
  return {
    text: `SELECT ${fateOf(of)} AS fate, count(*)::DOUBLE AS rows, max(item_key)::DOUBLE AS largest
FROM impressions WHERE ${inSlice(of)} GROUP BY fate`,
  };
}

/** The tables that a row is looked up in. */
export interface PolicyLookups {
  targets: readonly TargetLookup[];
  reward: KeyedTable | null;
  logging: { table: KeyedTable; masses: KeyedTable } | null;
}

/** A target, and what was summed of it by context. */
export interface TargetLookup {
  table: KeyedTable;
  masses: KeyedTable;
  direct: KeyedTable | null;
  support: KeyedTable | null;
  /** Some of its mass may have no q̂. */
  partlyFitted: boolean;
}

/** A page of rows, and the requests that they belong to. */
export interface PolicyPage extends RowRange {
  firstRequest: number;
  lastRequest: number;
}

/** Columns `row_id` and `request_index` (i32) of the first and last row of every page. */
export function pageEnds(rows: readonly number[]): Sql {
  return {
    text: 'SELECT row_id, request_index FROM impressions WHERE row_id IN (SELECT unnest($1::DOUBLE[])::INTEGER) ORDER BY row_id',
    params: [rows],
  };
}

/** In place of the probability of what a target does not name: it names other items in that place, or nothing at all. */
export const unnamed = { item: -1, place: -2 };

/**
 * The used rows of a page, in no order: `row_id`, `request_index`, `item_key` (i32), `propensity`, `reward`, `weight` (f64),
 * `fitted` (q̂ of what was shown, null = none), `logged` and `logged_mass` (the logging policy's own probability of it, and the
 * sum of its distribution), and of target n `p<n>` (or `unnamed`), `direct<n>` (null = 0), and of its mass in that place what has
 * no q̂ (`unfitted<n>`) and what the log cannot show (`unsupported<n>`). What is the same in every row, or cannot be given, has
 * no column: each column of a page costs as much as joining it.
 */
export function policyRows(of: PolicyColumns, lookups: PolicyLookups, page: PolicyPage): Sql {
  const joins: string[] = [];
  const look = (
    table: KeyedTable | null,
    alias: string,
    byItem: boolean,
    cells: readonly string[],
  ): readonly string[] => {
    if (table === null) return [];
    joins.push(`LEFT JOIN ${rowsIn(table, page)} ${alias} ON ${matching(alias, table.keys, byItem)}`);
    return cells;
  };
  const cells = [
    ...look(lookups.reward, 'q', true, ['q.value AS fitted']),
    ...look(lookups.logging?.table ?? null, 'l', true, ['l.value AS logged']),
    ...look(lookups.logging?.masses ?? null, 'lm', false, ['lm.mass AS logged_mass']),
    ...lookups.targets.flatMap(({ table, masses, direct, support, partlyFitted }, n) => {
      const shown = `coalesce(t${n}.value, CASE WHEN m${n}.mass IS NULL THEN ${unnamed.place} ELSE ${unnamed.item} END)`;
      return [
        ...look(table, `t${n}`, true, [`${shown} AS p${n}`]),
        ...look(masses, `m${n}`, false, []),
        ...look(direct, `d${n}`, false, [`d${n}.direct AS direct${n}`]),
        ...(direct && partlyFitted ? [`${uncovered(n, `d${n}.fitted`)} AS unfitted${n}`] : []),
        ...look(support, `s${n}`, false, [`${uncovered(n, `s${n}.supported`)} AS unsupported${n}`]),
      ];
    }),
  ];
  return {
    text: `SELECT ${[...logCells(of), ...cells].join(', ')}
FROM (${usedRows(of)}) i
${joins.join('\n')}`,
    params: [page.from, page.to],
  };
}

/** What of a target's mass another sum does not cover; 0 where it names nothing, which `p<n>` tells. */
function uncovered(n: number, sum: string): string {
  return `coalesce(m${n}.mass - coalesce(${sum}, 0), 0)`;
}

/** One row: `pairs` (f64), the different items and positions of used rows that a target by item and position lacks. */
export function missingPairs(of: PolicyColumns, target: KeyedTable): Sql {
  const pair = of.hasPositions && target.keys.position ? '(i.item_key, i.position)' : 'i.item_key';
  return {
    text: `SELECT count(DISTINCT ${pair})::DOUBLE AS pairs FROM (${usedRows(of)}) i
WHERE NOT EXISTS (SELECT 1 FROM ${quoteIdent(target.name)} t WHERE ${matching('t', target.keys, true)})`,
    params: [0, 2 ** 31 - 1],
  };
}

function logCells({ propensity, weight, ownRequests }: PolicyColumns): string[] {
  const request = ownRequests ? null : 'i.request_index';
  const optional = [request, propensity && 'i.item_key', propensity && 'i.propensity', weight && 'i.weight'];
  return ['i.row_id', 'i.reward', ...optional.filter((each) => each !== null)];
}

function usedRows(of: PolicyColumns): string {
  const number = (column: string | null) => (column === null ? 'NULL::DOUBLE' : numberOf(column));
  const position = of.hasPositions ? 'position' : 'NULL::INTEGER';
  return `SELECT row_id, request_index, item_key, item_id, ${position} AS position, ${number(of.propensity)} AS propensity,
  ${number(of.reward)} AS reward, ${number(of.weight)} AS weight FROM impressions
  WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER AND ${inSlice(of)} AND ${fateOf(of)} = 'used'`;
}

// A table by request is as long as the log: only the part of the page's requests is joined.
function rowsIn({ name, keys }: KeyedTable, { firstRequest, lastRequest }: PolicyPage): string {
  const table = quoteIdent(name);
  if (!keys.request) return table;
  return `(SELECT * FROM ${table} WHERE request_index BETWEEN ${Number(firstRequest)} AND ${Number(lastRequest)})`;
}

function matching(alias: string, { position, request }: PolicyKeys, byItem: boolean): string {
  const on = [
    ...(byItem ? [`${alias}.item = i.item_id`] : []),
    ...(position ? [`${alias}.position = i.position`] : []),
    ...(request ? [`${alias}.request_index = i.request_index`] : []),
  ];
  return on.length > 0 ? on.join(' AND ') : 'true';
}
