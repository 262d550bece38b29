/** Feature values of some rows: one array a feature, in the model's order, each with at least `rows` values; NaN is missing. */
export interface FeatureRows {
  rows: number;
  columns: readonly Float64Array[];
}

/**
 * Raw scores of rows, one a row: all that explanations know of a model. The arrays may be used again once the promise
 * has settled, so a scorer keeps none of them.
 */
export type BatchScorer = (input: FeatureRows) => Promise<Float64Array>;

/** How long work is stopped, how far it got, and how many rows a call of the model has. */
export interface ExplainLimits {
  signal?: AbortSignal;
  /** `done` and `total` count scored rows; work that stops early ends below `total`. */
  progress?: (done: number, total: number) => void;
  batchRows?: number;
}

export const defaultBatchRows = 8192;

/** The values of one row, in the order of the columns. */
export function rowOf({ columns }: FeatureRows, row: number): Float64Array {
  return Float64Array.from(columns, (column) => column[row]!);
}

/** The rows with these indexes, copied. */
export function pickRows({ columns }: FeatureRows, rows: readonly number[]): FeatureRows {
  return { rows: rows.length, columns: columns.map((column) => Float64Array.from(rows, (row) => column[row]!)) };
}

/** Rows given as lists of values, as columns. `width` is needed where there is no row. */
export function toColumns(rows: readonly ArrayLike<number>[], width = rows[0]?.length ?? 0): FeatureRows {
  const columns = Array.from({ length: width }, (_, at) => Float64Array.from(rows, (row) => row[at]!));
  return { rows: rows.length, columns };
}
