import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { itemKeys, requestKeys } from './keys';
import { sourceKey } from './sourceKey';

const judged = quoteIdent('rs:judged');

/** Where the rows of `impressions` come from. */
export interface OrderedOptions {
  /** Whether `log_rows` exists, and with a position. */
  log: { position: boolean } | null;
  /** Numbers of the staged runs whose rows count as candidates. */
  runs: readonly number[];
  judgments: boolean;
  /** Which row of the log stands for a pair that it holds several times, where runs are merged with it. */
  keep: 'first' | 'last';
}

/** A run's score and presence among the columns of TEMP `ordered`. */
export function runScore(n: number): string {
  return quoteIdent(`rs:score:${n}`);
}
export function runHas(n: number): string {
  return quoteIdent(`rs:in:${n}`);
}

/**
 * TEMP `ordered`: every row of the session in its final order, with dense keys; `rowid` is the row's future `row_id`.
 * Rows of the log carry `rs:src`; rows of runs only have it null. `rs:judged` is the judgment of request and item.
 */
export function createOrdered(options: OrderedOptions): Sql {
  const position = options.log?.position ? 'position NULLS LAST, ' : '';
  const join = options.judgments
    ? `LEFT JOIN (SELECT request_index AS jr, item_key AS ji, relevance AS ${judged} FROM judgments) j ON j.jr = b.request_index AND j.ji = b.item_key`
    : '';
  const columns = options.judgments ? `b.*, j.${judged}` : 'b.*';
  return {
    text: `CREATE TEMP TABLE ordered AS SELECT ${columns} FROM (${base(options)}) b ${join}
ORDER BY request_index, ${position}item_key${options.log ? `, ${sourceKey}` : ''}`,
  };
}

function base({ log, runs, keep }: OrderedOptions): string {
  if (runs.length === 0) return keyed('log_rows', 'l.*');
  if (!log && runs.length === 1) {
    const n = runs[0]!;
    return keyed(runTable(n), `l.request_id, l.item_id, l.score AS ${runScore(n)}, true AS ${runHas(n)}`);
  }
  const cells = `SELECT any_value(request_id) AS request_id, any_value(item_id) AS item_id, ${runs.map(pivot).join(', ')}${log ? `, ${keep === 'last' ? 'max' : 'min'}(src) AS ${sourceKey}` : ''},
request_index, item_key FROM (${cellRows(log !== null, runs)}) GROUP BY request_index, item_key`;
  if (!log) return cells;
  return `SELECT c.*, l.* EXCLUDE (request_id, item_id, ${sourceKey}) FROM (${cells}) c LEFT JOIN log_rows l ON l.${sourceKey} = c.${sourceKey}`;
}

function pivot(n: number): string {
  return `max(score) FILTER (n = ${n}) AS ${runScore(n)}, bool_or(n = ${n}) AS ${runHas(n)}`;
}

function cellRows(log: boolean, runs: readonly number[]): string {
  const parts = runs.map((n) => keyed(runTable(n), `l.request_id, l.item_id, ${n} AS n, l.score, NULL::BIGINT AS src`));
  if (log)
    parts.push(keyed('log_rows', `l.request_id, l.item_id, 0 AS n, NULL::DOUBLE AS score, l.${sourceKey} AS src`));
  return parts.join(' UNION ALL ');
}

function keyed(table: string, columns: string): string {
  return `SELECT r.request_index, i.item_key, ${columns} FROM ${quoteIdent(table)} l JOIN ${requestKeys} r ON r.request_id = l.request_id JOIN ${itemKeys} i ON i.item_id = l.item_id`;
}

/** The table that holds a run's rows as read. */
export function runTable(n: number): string {
  return `run_rows_${n}`;
}

/** The keys of rows `from` to `to` of `ordered`, in its order. */
export function orderedKeys(from: number, to: number): Sql {
  return {
    text: 'SELECT request_index, item_key FROM ordered WHERE rowid >= $1::BIGINT AND rowid < $2::BIGINT ORDER BY rowid',
    params: [from, to],
  };
}

/**
 * TEMP `twins`: each pair of request and item that stands more than once, with the row of the log that is kept. With
 * `merged`, it also has the largest value of each of those columns.
 */
export function createTwins(keep: 'first' | 'last', merged: readonly string[]): Sql {
  const values = merged.map((name) => `, max(${quoteIdent(name)}) AS ${quoteIdent(name)}`).join('');
  return {
    text: `CREATE TEMP TABLE twins AS SELECT request_index AS gr, item_key AS gi, count(*) AS rows,
${keep === 'first' ? 'min' : 'max'}(${sourceKey}) AS keep${values} FROM ordered GROUP BY request_index, item_key HAVING count(*) > 1`,
  };
}

/** How many rows of `twins` are too many. */
export function countTwins(): Sql {
  return { text: 'SELECT sum(rows - 1)::DOUBLE AS extra FROM twins' };
}

/** Up to 20 pairs that stand more than once, with how often. */
export function twinExamples(): Sql {
  return {
    text: `SELECT r.request_id, i.item_id, t.rows::DOUBLE AS rows FROM (FROM twins ORDER BY gr, gi LIMIT 20) t
JOIN ${requestKeys} r ON r.request_index = t.gr JOIN ${itemKeys} i ON i.item_key = t.gi ORDER BY gr, gi`,
  };
}

/** `ordered` with one row for each request and item, in the same order: neither NOT IN nor a join keeps it by itself. */
export function dropTwins(merged: readonly string[]): Sql[] {
  const losers = `SELECT o.rowid FROM ordered o JOIN twins t ON t.gr = o.request_index AND t.gi = o.item_key WHERE o.${sourceKey} <> t.keep`;
  const replace = merged.map(
    (name) => `CASE WHEN t.gr IS NULL THEN o.${quoteIdent(name)} ELSE t.${quoteIdent(name)} END AS ${quoteIdent(name)}`,
  );
  const join = merged.length ? ' LEFT JOIN twins t ON t.gr = o.request_index AND t.gi = o.item_key' : '';
  return [
    { text: `CREATE TEMP TABLE losers AS ${losers}` },
    {
      text: `CREATE TEMP TABLE ordered_once AS SELECT o.*${merged.length ? ` REPLACE (${replace.join(', ')})` : ''}
FROM ordered o${join} WHERE o.rowid NOT IN (FROM losers) ORDER BY o.rowid`,
    },
    { text: 'DROP TABLE ordered' },
    { text: 'ALTER TABLE ordered_once RENAME TO ordered' },
    { text: 'DROP TABLE losers' },
  ];
}

/** Rows of `ordered` that are of the log. */
export const orderedLogRows = `ordered WHERE ${sourceKey} IS NOT NULL`;

/** TEMP `row_of`: the future `row_id` of each row of the log. */
export function createRowOf(): Sql {
  return {
    text: `CREATE TEMP TABLE row_of AS SELECT ${sourceKey}, rowid::INTEGER AS row_id FROM ordered WHERE ${sourceKey} IS NOT NULL`,
  };
}
