/** Shares of rows whose value is present and not the feature's default. */
export interface ActiveDelta {
  serving: number;
  training: number;
  /** Serving share less training share. */
  delta: number;
  /** One share is more than twice the other, and 30 rows or more are active on either side. */
  flagged: boolean;
}

const leastRows = 30;

/** `active_delta` of definitions D2; null when either side has no rows. */
export function activeDelta(active: { e: number; a: number }, rows: { e: number; a: number }): ActiveDelta | null {
  if (rows.e === 0 || rows.a === 0) return null;
  const [serving, training] = [active.a / rows.a, active.e / rows.e];
  const moved = serving > 2 * training || training > 2 * serving;
  return { serving, training, delta: serving - training, flagged: moved && Math.max(active.a, active.e) >= leastRows };
}
