/** Per-request differences of a pair, over requests where both have a value. */
export interface Differences {
  /** B minus A per request; NaN where either is null. As long as the request set. */
  all: Float64Array;
  both: number;
  onlyBaseline: number;
  onlyModel: number;
}

export function differencesOf(baseline: Float64Array, model: Float64Array): Differences {
  const all = new Float64Array(baseline.length);
  let both = 0;
  let onlyBaseline = 0;
  let onlyModel = 0;
  for (let i = 0; i < all.length; i++) {
    const difference = model[i]! - baseline[i]!;
    all[i] = difference;
    if (!Number.isNaN(difference)) both += 1;
    else if (!Number.isNaN(baseline[i]!)) onlyBaseline += 1;
    else if (!Number.isNaN(model[i]!)) onlyModel += 1;
  }
  return { all, both, onlyBaseline, onlyModel };
}
