import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { NamedExpression } from './logRows';
import { runHas, runScore } from './ordered';
import { sourceKey } from './sourceKey';

/** `impressions` from TEMP `ordered`. Needs the insertion order kept, so that the table lies in `row_id` order. */
export function createImpressions(options: {
  /** Session columns of `ordered` beside the keys, `position` first when the log has it. */
  columns: readonly string[];
  labels: readonly NamedExpression[];
  hasLog: boolean;
}): Sql {
  const { columns, labels, hasLog } = options;
  const position = columns.includes('position') ? 'position' : 'NULL::INTEGER AS position';
  const others = columns.filter((name) => !['request_id', 'item_id', 'position'].includes(name)).map(quoteIdent);
  const labelled = labels.map(({ name, expression }) => `(${expression})::DOUBLE AS ${quoteIdent(name)}`);
  const inLog = hasLog ? `${sourceKey} IS NOT NULL AS in_log` : 'false AS in_log';
  const list = [
    'rowid::INTEGER AS row_id',
    'request_index, item_key, request_id, item_id',
    position,
    ...others,
    ...labelled,
    inLog,
  ];
  return { text: `CREATE TABLE impressions AS SELECT ${list.join(', ')} FROM ordered` };
}

/** `features_logged`: the log's rows in `row_id` order, by TEMP `row_of`. */
export function createFeatures(relation: string | null, columns: readonly NamedExpression[]): Sql {
  if (relation === null) return { text: 'CREATE TABLE features_logged (row_id INTEGER)' };
  const rows = 'row_of';
  if (columns.length === 0)
    return { text: `CREATE TABLE features_logged AS SELECT row_id FROM ${rows} ORDER BY row_id` };
  const list = columns.map(({ name, expression }) => `${expression} AS ${quoteIdent(name)}`).join(', ');
  return {
    text: `CREATE TABLE features_logged AS SELECT row_id, * EXCLUDE (row_id, ${sourceKey}) FROM (SELECT ${sourceKey}, ${list} FROM ${relation}) s JOIN ${rows} r USING (${sourceKey}) ORDER BY row_id`,
  };
}

/** `requests`: one row each, in `request_index` order; the columns are those of the request's first row. */
export function createRequests(columns: readonly string[], hasPosition: boolean): Sql {
  const list = columns.map((name) => `, i.${quoteIdent(name)}`).join('');
  const shown = hasPosition ? 'count(position)' : 'count(*)';
  return {
    text: `CREATE TABLE requests AS SELECT g.request_index, i.request_id, g.first_row, g.rows, g.rows_shown${list}
FROM (SELECT request_index, min(row_id) AS first_row, count(*)::INTEGER AS rows, ${shown}::INTEGER AS rows_shown FROM impressions GROUP BY request_index) g
JOIN impressions i ON i.row_id = g.first_row ORDER BY g.request_index`,
  };
}

/** `stage_run_<n>` of a union case: the run's rows by `row_id`. Needs the insertion order kept. */
export function createRunStage(n: number): Sql {
  return {
    text: `CREATE TABLE stage_run_${n} AS SELECT rowid::INTEGER AS row_id, ${runScore(n)} AS score FROM ordered WHERE ${runHas(n)}`,
  };
}
