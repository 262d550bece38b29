import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { isNumeric, typeClass } from '../ingest/cells';

type Named = { name: string; type: string };

/** The first `limit` rows of a relation as a TEMP table, nested columns left out. */
export function createSample(table: string, relation: string, columns: readonly Named[], limit: number): Sql {
  const list = columns.filter(({ type }) => typeClass(type) !== 'nested').map(({ name }) => quoteIdent(name));
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS
SELECT ${list.join(', ') || '1 AS "rs:none"'} FROM ${relation} LIMIT ${limit}`,
  };
}

/** The first `limit` rows of a relation, as a FROM item. */
export function firstRows(relation: string, limit: number): string {
  return `(SELECT * FROM ${relation} LIMIT ${limit})`;
}

/**
 * One row: for column i `filled_i` and `distinct_i`; for numbers also `min_i`, `max_i` (finite values only) and `whole_i`;
 * for text `times_i`, the share of filled cells that read as a time, and `json_i`, that of objects in braces. Distinct values of
 * floating-point columns are estimated.
 */
export function columnFacts(table: string, columns: readonly Named[]): Sql {
  const parts = columns.flatMap(({ name, type }, index) => factsOf(quoteIdent(name), type, index));
  return { text: `SELECT ${parts.join(',\n  ')} FROM ${quoteIdent(table)}` };
}

function factsOf(cell: string, type: string, index: number): string[] {
  const kind = typeClass(type);
  if (kind === 'text') {
    const text = `nullif(${cell}::VARCHAR, '')`;
    return [
      `count(${text})::DOUBLE AS filled_${index}`,
      `count(DISTINCT ${text})::DOUBLE AS distinct_${index}`,
      `avg((TRY_CAST(${text} AS TIMESTAMP) IS NOT NULL OR TRY_CAST(${text} AS TIMESTAMPTZ) IS NOT NULL)::INTEGER) FILTER (${text} IS NOT NULL) AS times_${index}`,
      `avg((left(trim(${text}), 1) = '{' AND right(trim(${text}), 1) = '}')::INTEGER) FILTER (${text} IS NOT NULL) AS json_${index}`,
    ];
  }
  const distinct = kind === 'float' || kind === 'double' ? `approx_count_distinct(${cell})` : `count(DISTINCT ${cell})`;
  const base = [`count(${cell})::DOUBLE AS filled_${index}`, `${distinct}::DOUBLE AS distinct_${index}`];
  if (!isNumeric(type)) return base;
  const number = `${cell}::DOUBLE`;
  const finite = `FILTER (isfinite(${number}))`;
  return [
    ...base,
    `min(${number}) ${finite} AS min_${index}`,
    `max(${number}) ${finite} AS max_${index}`,
    `bool_and(${number} = trunc(${number})) ${finite} AS whole_${index}`,
  ];
}
