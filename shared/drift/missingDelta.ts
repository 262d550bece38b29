/** Missing values of the serving and the training side. */
export interface MissingDelta {
  serving: number;
  training: number;
  /** Serving rate less training rate. */
  delta: number;
  /** delta over its standard error under one rate p: √(p (1 - p)(1/n_e + 1/n_a)). Null when none or all are missing. */
  z: number | null;
}

/** `missing_delta` of definitions D3; null when either side has no rows. */
export function missingDelta(missing: { e: number; a: number }, rows: { e: number; a: number }): MissingDelta | null {
  if (rows.e === 0 || rows.a === 0) return null;
  const [serving, training] = [missing.a / rows.a, missing.e / rows.e];
  const pooled = (missing.a + missing.e) / (rows.a + rows.e);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / rows.e + 1 / rows.a));
  const delta = serving - training;
  return { serving, training, delta, z: error > 0 ? delta / error : null };
}
