/**
 * A value bound to `$1`, `$2`, ... Whole numbers inside ±(2^53 − 1) bind as BIGINT, other numbers as DOUBLE, bigint as
 * HUGEINT, Date as TIMESTAMP (UTC), bytes as BLOB, lists of strings as VARCHAR[] and lists of numbers as DOUBLE[].
 */
export type SqlParam =
  | string
  | number
  | boolean
  | bigint
  | null
  | Date
  | Uint8Array
  | readonly string[]
  | readonly number[];

/** What a builder returns: SQL text with `$1`, `$2`, ... and the values for them. */
export interface Sql {
  text: string;
  params?: readonly SqlParam[];
}
