/**
 * Which requests a slice selects: `indexes` in ascending order, or null for all. Sums always run in this order, so that
 * they are byte-equal from run to run.
 */
export interface RequestSet {
  total: number;
  indexes: Uint32Array | null;
  /** Rows that the slice selects. */
  rows: number;
}

/** How many requests the set holds. */
export function sizeOf(set: RequestSet): number {
  return set.indexes === null ? set.total : set.indexes.length;
}

/** The set's part of a per-request vector; the vector itself when the set is everything. */
export function pick(values: Float64Array, set: RequestSet): Float64Array {
  if (set.indexes === null) return values;
  const picked = new Float64Array(set.indexes.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[set.indexes[i]!]!;
  return picked;
}

/** As `pick`, for counts. */
export function pickCounts(values: Uint32Array, set: RequestSet): Uint32Array {
  if (set.indexes === null) return values;
  const picked = new Uint32Array(set.indexes.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[set.indexes[i]!]!;
  return picked;
}

/** A byte for every request, 1 for those of the set; null when the set is everything. */
export function chosenRequests(indexes: Uint32Array | null, requests: number): Uint8Array | null {
  if (indexes === null) return null;
  const chosen = new Uint8Array(requests);
  for (const request of indexes) chosen[request] = 1;
  return chosen;
}
