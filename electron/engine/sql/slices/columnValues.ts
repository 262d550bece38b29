import { quoteIdent } from '../../db/quote';
import { type NamedSource, type PredicateSql, selectWhere } from './sliceRelation';

/** Column names by which these statements give what they found. */
function cellName({ table, column }: NamedSource): string {
  return table === null ? quoteIdent(column) : `${quoteIdent(table)}.${quoteIdent(column)}`;
}

/** Columns `rows`, `present`, `distinct_values` (approximate), `least`, `most` (numbers as DOUBLE, times as TIMESTAMP, else text). */
export function columnSummary(
  column: NamedSource,
  as: 'DOUBLE' | 'TIMESTAMP' | 'VARCHAR',
  within: readonly NamedSource[],
  predicate: string | null,
): PredicateSql {
  const value = cellName(column);
  const list = `count(*)::DOUBLE AS rows, count(${value})::DOUBLE AS present,
approx_count_distinct(${value})::DOUBLE AS distinct_values,
min(${value})::${as} AS least, max(${value})::${as} AS most`;
  return selectWhere(list, [column, ...within], predicate);
}

/** Columns `value` (as `as`) and `rows`, most frequent first, ties by value; values that begin with `prefix` in any case. */
export function topValues(
  column: NamedSource,
  as: 'DOUBLE' | 'TIMESTAMP' | 'VARCHAR' | 'BOOLEAN',
  limit: number,
  prefix: string,
  within: readonly NamedSource[],
  predicate: string | null,
): PredicateSql {
  const value = cellName(column);
  const inner = selectWhere(`${value}::${as} AS value`, [column, ...within], predicate);
  const starts = prefix === '' ? '' : ' AND starts_with(lower(value::VARCHAR), lower($1::VARCHAR))';
  const head = 'SELECT value, count(*)::DOUBLE AS rows FROM (';
  return {
    text: `${head}${inner.text}) WHERE value IS NOT NULL${starts} GROUP BY value ORDER BY rows DESC, value LIMIT ${limit}`,
    params: prefix === '' ? [] : [prefix],
    predicateAt: head.length + inner.predicateAt,
  };
}

/** Column `q<i>` for each share: quantiles of the finite values of a number column. */
export function columnQuantiles(
  column: NamedSource,
  shares: readonly number[],
  within: readonly NamedSource[],
  predicate: string | null,
): PredicateSql {
  const value = `${cellName(column)}::DOUBLE`;
  const all = `quantile_disc(${value}, [${shares.join(', ')}]) FILTER (WHERE isfinite(${value})) AS q`;
  const inner = selectWhere(all, [column, ...within], predicate);
  const head = `SELECT ${shares.map((_, i) => `q[${i + 1}] AS q${i}`).join(', ')} FROM (`;
  return { text: `${head}${inner.text})`, predicateAt: head.length + inner.predicateAt };
}
