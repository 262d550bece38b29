import type { ListNormalization } from '../../../../shared/blend/normalize';
import { type ListBlending, productEpsilon } from '../../../../shared/blend/valueModel';
import { quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { scoresTable } from './scoreTables';

/** A table (row_id, score) and its weight, which is not 0. */
export interface WeightedTable {
  table: string;
  weight: number;
}

/**
 * `scores_<n>` as the value model of the parts (definitions.md H1; `shared/blend/valueModel.ts` is the reference), terms
 * added in their order. A row that some part has no score for has none, and neither has one whose value is not finite;
 * `sameRows`: all parts hold the same rows, else the blend holds those of any part. A list is a request's rows with a score.
 */
export function createBlend(
  n: number,
  parts: readonly WeightedTable[],
  { value, normalize }: ListBlending,
  sameRows: boolean,
): Sql {
  const names = parts.map((_, index) => `p${index + 1}`);
  const terms = parts.map(({ weight }, index) => {
    const p = normalized(names[index]!, normalize);
    return `(${number(weight)} * ${value === 'sum' ? p : logarithm(p)})`;
  });
  return {
    text: `CREATE OR REPLACE TABLE ${scoresTable(n)} AS
SELECT row_id, CASE WHEN isfinite(v) THEN v END AS score
FROM (SELECT row_id, ${terms.join(' + ')} AS v FROM (${moments(names, normalize, partRows(parts, normalize, sameRows))}))
ORDER BY row_id`,
  };
}

/** Rows of a blend, those with a value, and those without one although every part has a score. */
export function blendCounts(n: number, parts: readonly WeightedTable[]): Sql {
  const joins = parts.map(({ table }, index) => `LEFT JOIN ${table} t${index} ON t${index}.row_id = b.row_id`);
  const all = parts.map((_, index) => `t${index}.score IS NOT NULL`).join(' AND ');
  return {
    text: `SELECT count(*)::DOUBLE AS rows, count(b.score)::DOUBLE AS scored,
(count(*) FILTER (b.score IS NULL AND ${all}))::DOUBLE AS non_finite
FROM ${scoresTable(n)} b ${joins.join(' ')}`,
  };
}

function partRows(parts: readonly WeightedTable[], normalize: ListNormalization, sameRows: boolean): string {
  const columns = parts.map((_, index) => `t${index}.score AS p${index + 1}`);
  const spine = sameRows
    ? parts[0]!.table
    : `(${parts.map(({ table }) => `SELECT row_id FROM ${table}`).join(' UNION ')})`;
  const joins = parts.map(({ table }, index) => `LEFT JOIN ${table} t${index} ON t${index}.row_id = s.row_id`);
  if (normalize === 'none') return `SELECT s.row_id, ${columns.join(', ')} FROM ${spine} s ${joins.join(' ')}`;
  return `SELECT s.row_id, i.request_index AS r, ${columns.join(', ')}
FROM ${spine} s JOIN impressions i ON i.row_id = s.row_id ${joins.join(' ')}`;
}

/** The rows with least, largest, mean and population sd of each part in the row's list, as far as they are needed. */
function moments(names: readonly string[], normalize: ListNormalization, rows: string): string {
  if (normalize === 'none') return rows;
  const window =
    'WINDOW w AS (PARTITION BY r ORDER BY row_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)';
  const ends = names.map((p) => `min(${p}) OVER w AS ${p}_lo, max(${p}) OVER w AS ${p}_hi`);
  if (normalize === 'minmax_list') return `SELECT *, ${ends.join(', ')} FROM (${rows}) ${window}`;
  const means = names.map((p) => `fsum(${p}) OVER w / count(${p}) OVER w AS ${p}_mean`);
  const spreads = names.map(
    (p) => `sqrt(fsum((${p} - ${p}_mean) * (${p} - ${p}_mean)) OVER w / count(${p}) OVER w) AS ${p}_sd`,
  );
  const inner = `SELECT *, ${[...ends, ...means].join(', ')} FROM (${rows}) ${window}`;
  return `SELECT *, ${spreads.join(', ')} FROM (${inner}) ${window}`;
}

function normalized(p: string, normalize: ListNormalization): string {
  if (normalize === 'none') return p;
  const [center, scale] = normalize === 'minmax_list' ? [`${p}_lo`, `(${p}_hi - ${p}_lo)`] : [`${p}_mean`, `${p}_sd`];
  return `(CASE WHEN ${p} IS NOT NULL AND (${p}_lo = ${p}_hi OR ${scale} = 0) THEN 0
  WHEN isfinite(${scale}) THEN (${p} - ${center}) / ${scale} END)`;
}

function logarithm(p: string): string {
  const shifted = `(${p} + ${number(productEpsilon)})`;
  return `(CASE WHEN ${shifted} > 0 THEN ln(${shifted}) END)`;
}

// A decimal literal would be a DECIMAL first, and lose the last bits of some numbers.
function number(value: number): string {
  return `${quoteText(String(value))}::DOUBLE`;
}
