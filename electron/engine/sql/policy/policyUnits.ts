import type { Sql } from '../../db/sql';

/**
 * Column `first` (i32): the first request of each request's user, its own index where it has none;
 * and `request_index` (i32), in no order. Two requests have the same user where `first` is the same.
 */
export function firstOfUser(): Sql {
  return {
    text: `SELECT coalesce(u.first, r.request_index)::INTEGER AS first, r.request_index
FROM requests r LEFT JOIN (SELECT user_id, min(request_index) AS first FROM requests WHERE user_id IS NOT NULL GROUP BY user_id) u USING (user_id)`,
  };
}
