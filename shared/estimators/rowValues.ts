import type { LoggedRows } from './loggedRows';

/** One number a row from its index and weight. Rows without weights are a programming error: the gate refuses them. */
export function rowValues(rows: LoggedRows, of: (i: number, weight: number) => number): Float64Array {
  const { weights } = rows;
  if (weights === null) throw new Error('the log holds no propensities');
  const values = new Float64Array(weights.length);
  for (let i = 0; i < values.length; i++) values[i] = of(i, weights[i]!);
  return values;
}

/** Each row's value as often as the row counts; changes `values` in place. */
export function weighed({ counts }: LoggedRows, values: Float64Array): Float64Array {
  if (counts !== null) for (let i = 0; i < values.length; i++) values[i] = values[i]! * counts[i]!;
  return values;
}
