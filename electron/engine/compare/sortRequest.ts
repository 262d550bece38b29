/**
 * Puts `order[from..to)` (row offsets) into the order of a re-scored list: score descending, then item key descending;
 * NaN stands for a missing score and comes last, among itself by item key descending (definitions.md 0.2).
 * Stable insertion for short lists; long ones are spread over buckets of equal score width first, or merge sorted where
 * that does not spread them. `scratch` is as long as `order`, `places` two longer.
 */
export function sortRequest(
  order: Int32Array,
  from: number,
  to: number,
  scores: Float64Array,
  keys: Int32Array,
  { scratch, places }: SortBuffers,
): void {
  if (to - from > shortList && !spread(order, from, to, scores, scratch, places)) {
    mergeSort(order, from, to, scores, keys, scratch);
  } else insertionSort(order, from, to, scores, keys);
}

export interface SortBuffers {
  scratch: Int32Array;
  places: Int32Array;
}

const shortList = 48;

/**
 * Puts rows into as many buckets as there are rows, best scores first; rows of different buckets are in their final
 * order then. False, and nothing is moved, when the scores are infinite, all equal, or crowd in one bucket.
 */
function spread(
  order: Int32Array,
  from: number,
  to: number,
  scores: Float64Array,
  scratch: Int32Array,
  places: Int32Array,
): boolean {
  const { best, least } = scoreRange(order, from, to, scores);
  const buckets = to - from;
  const scale = (buckets - 1) / (best - least);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  places.fill(0, 0, buckets + 2);
  for (let i = from; i < to; i++) {
    // Subtracting and multiplying round monotonically, so no better score lands in a later bucket. NaN: the last one.
    const score = scores[order[i]!]!;
    places[Number.isNaN(score) ? buckets + 1 : Math.trunc((best - score) * scale) + 1]! += 1;
  }
  for (let bucket = 1; bucket < buckets + 2; bucket++) {
    if (places[bucket]! > shortList) return false;
    places[bucket]! += places[bucket - 1]!;
  }
  for (let i = from; i < to; i++) {
    const row = order[i]!;
    const score = scores[row]!;
    const place = places[Number.isNaN(score) ? buckets : Math.trunc((best - score) * scale)]!++;
    scratch[place] = row;
  }
  for (let i = 0; i < buckets; i++) order[from + i] = scratch[i]!;
  return true;
}

function scoreRange(order: Int32Array, from: number, to: number, scores: Float64Array) {
  let best = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const score = scores[order[i]!]!;
    if (score > best) best = score;
    if (score < least) least = score;
  }
  return { best, least };
}

/** True when row `a` stands above row `b`. */
function isAbove(a: number, b: number, scores: Float64Array, keys: Int32Array): boolean {
  const left = scores[a]!;
  const right = scores[b]!;
  if (left > right) return true;
  if (left < right) return false;
  if (left === right) return keys[a]! > keys[b]!;
  const leftMissing = Number.isNaN(left);
  const rightMissing = Number.isNaN(right);
  return leftMissing === rightMissing ? keys[a]! > keys[b]! : rightMissing;
}

function insertionSort(order: Int32Array, from: number, to: number, scores: Float64Array, keys: Int32Array): void {
  for (let i = from + 1; i < to; i++) {
    const row = order[i]!;
    let j = i - 1;
    while (j >= from && isAbove(row, order[j]!, scores, keys)) {
      order[j + 1] = order[j]!;
      j -= 1;
    }
    order[j + 1] = row;
  }
}

function mergeSort(
  order: Int32Array,
  from: number,
  to: number,
  scores: Float64Array,
  keys: Int32Array,
  scratch: Int32Array,
): void {
  const run = 32;
  for (let start = from; start < to; start += run) {
    insertionSort(order, start, Math.min(start + run, to), scores, keys);
  }
  for (let width = run; width < to - from; width *= 2) {
    for (let start = from; start + width < to; start += 2 * width) {
      mergeRuns(order, start, start + width, Math.min(start + 2 * width, to), scores, keys, scratch);
    }
  }
}

function mergeRuns(
  order: Int32Array,
  from: number,
  middle: number,
  to: number,
  scores: Float64Array,
  keys: Int32Array,
  scratch: Int32Array,
): void {
  scratch.set(order.subarray(from, middle), from);
  let left = from;
  let right = middle;
  let out = from;
  while (left < middle) {
    if (right < to && isAbove(order[right]!, scratch[left]!, scores, keys)) {
      order[out] = order[right]!;
      right += 1;
    } else {
      order[out] = scratch[left]!;
      left += 1;
    }
    out += 1;
  }
}
