import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Sums of rounded probabilities may exceed 1 by this much. */
const slack = 1e-6;

/** Up to 20 groups of rows whose propensities, those inside [0, 1], sum to more than 1, and how many there are as `found`. */
export function propensitySumsAbove1(place: 'request' | 'position'): Sql {
  const position = place === 'position' ? ', position' : '';
  const shown = place === 'position' ? 'position IS NOT NULL AND ' : '';
  return {
    text: `SELECT any_value(request_id) AS request_id${position}, count(*)::INTEGER AS rows, sum(propensity) AS "sum",
  count(*) OVER ()::DOUBLE AS found
FROM impressions WHERE ${shown}propensity BETWEEN 0 AND 1 GROUP BY request_index${position}
HAVING count(*) > 1 AND sum(propensity) > ${1 + slack} ORDER BY request_index${position} LIMIT 20`,
  };
}

/** Up to 20 rows whose list of probabilities sums to more than 1, and how many there are as `found`. */
export function distributionsAbove1(options: {
  relation: string;
  /** A list of numbers, or its text in brackets. */
  column: string;
  /** SQL of the request's id; null where rows name none. */
  request: string | null;
  item: string;
}): Sql {
  const { relation, column, request, item } = options;
  const total = `list_sum(TRY_CAST(${quoteIdent(column)} AS DOUBLE[]))`;
  const ids = [...(request ? [`${request} AS request_id`] : []), `${item} AS item_id`];
  return {
    text: `SELECT ${ids.join(', ')}, ${total} AS "sum", count(*) OVER ()::DOUBLE AS found
FROM ${relation} WHERE ${total} > ${1 + slack} LIMIT 20`,
  };
}
