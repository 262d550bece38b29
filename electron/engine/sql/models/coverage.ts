import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { FeaturePlace, FeatureSource } from '../scoring/scoreTables';

/** The log columns behind one input, all of one type, and the value that counts as its default (null: none). */
export interface CoveredInput {
  columns: readonly string[];
  /** SQL type, as `tableColumns` gives it. */
  type: string;
  default: number | string | boolean | null;
}

/**
 * One row that counts over all rows of the log: `rows`, and for the input at place i `n<i>` rows without a value,
 * `x<i>` rows with NaN, `d<i>` rows that equal the default (null where it has none, or for a list).
 */
export function coverageSql(
  source: FeatureSource,
  inputs: readonly CoveredInput[],
  places: ReadonlyMap<string, FeaturePlace>,
): Sql {
  const params: (number | string | boolean)[] = [];
  const counts = inputs.flatMap(({ columns, type, default: filler }, at) => {
    const values = columns.map((column) => valueSql(column, places.get(column) ?? 'logged'));
    const absent = values.map((value) => `${value} IS NULL`).join(' OR ');
    const nan = /^(FLOAT|DOUBLE)$/.test(type) ? values.map((value) => `isnan(${value})`).join(' OR ') : 'false';
    if (filler !== null && !type.endsWith('[]')) params.push(filler);
    const isDefault =
      filler === null || type.endsWith('[]')
        ? null
        : values.map((value) => `${value} = TRY_CAST($${params.length} AS ${type})`).join(' AND ');
    return [
      `count(*) FILTER (WHERE ${absent})::DOUBLE AS n${at}`,
      `count(*) FILTER (WHERE NOT (${absent}) AND (${nan}))::DOUBLE AS x${at}`,
      `${isDefault === null ? 'NULL::DOUBLE' : `count(*) FILTER (WHERE ${isDefault})::DOUBLE`} AS d${at}`,
    ];
  });
  const join = source === 'logged' ? '' : ' LEFT JOIN features_recomputed r ON r.row_id = l.row_id';
  return {
    text: `SELECT ${['count(*)::DOUBLE AS rows', ...counts].join(',\n')}\nFROM features_logged l${join}`,
    params,
  };
}

function valueSql(column: string, from: FeaturePlace): string {
  const name = quoteIdent(column);
  return from === 'both' ? `coalesce(l.${name}, r.${name})` : from === 'logged' ? `l.${name}` : `r.${name}`;
}

/** Rows of the log between two instants, by `time` in UTC: `from` inclusive, `to` exclusive, but a date means its whole day. */
export function rowsWithin(from: string | null, to: string | null): Sql {
  const bounds = [
    ...(from === null ? [] : [{ at: from, text: (n: number) => `"time" >= $${n}::TIMESTAMPTZ::TIMESTAMP` }]),
    ...(to === null ? [] : [{ at: to, text: (n: number) => `"time" < $${n}::TIMESTAMPTZ::TIMESTAMP${wholeDay(to)}` }]),
  ];
  const where = bounds.map(({ text }, at) => text(at + 1)).join(' AND ');
  return {
    text: `SELECT count(*)::DOUBLE AS rows FROM impressions WHERE ${where}`,
    params: bounds.map(({ at }) => at),
  };
}

function wholeDay(instant: string): string {
  return instant.length === 10 ? ' + INTERVAL 1 DAY' : '';
}
