/**
 * Puts `order[from..to)` (row offsets) into the order of a re-scored list: score descending, then item key descending;
 * NaN stands for a missing score and comes last, among itself by item key descending (definitions.md 0.2).
 * Stable insertion for short lists, merge sort with `scratch` (as long as `order`) for long ones.
 */
export function sortRequest(
  order: Int32Array,
  from: number,
  to: number,
  scores: Float64Array,
  keys: Int32Array,
  scratch: Int32Array,
): void {
  if (to - from <= 48) insertionSort(order, from, to, scores, keys);
  else mergeSort(order, from, to, scores, keys, scratch);
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
