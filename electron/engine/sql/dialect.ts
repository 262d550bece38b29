/** What differs between SQL engines in the statements that could run elsewhere. DuckDB is the one that is built. */
export interface Dialect {
  /** Base-2 logarithm of a positive number. */
  log2(x: string): string;
  /** 2 to the power of x. */
  exp2(x: string): string;
  /** True for NULL and NaN. */
  isMissing(x: string): string;
  /** The value rounded to single precision. */
  toFloat32(x: string): string;
  /** The smaller of two numbers. */
  least(a: string, b: string): string;
  /** An aggregate over the rows where a condition holds. */
  countIf(condition: string): string;
  /** Double precision of a whole number. */
  toDouble(x: string): string;
}

export const duckdbDialect: Dialect = {
  log2: (x) => `log2(${x})`,
  exp2: (x) => `pow(2, ${x})`,
  isMissing: (x) => `(${x} IS NULL OR isnan(${x}))`,
  toFloat32: (x) => `(${x})::FLOAT`,
  least: (a, b) => `least(${a}, ${b})`,
  countIf: (condition) => `count(*) FILTER (WHERE ${condition})`,
  toDouble: (x) => `(${x})::DOUBLE`,
};
