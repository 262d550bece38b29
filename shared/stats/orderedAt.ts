/** Below this many values sorting all of them is faster. */
const smallPart = 600;

/**
 * A copy in which each of the positions holds what it would hold if the values were sorted ascending, with nothing larger
 * before it and nothing smaller behind it. Without NaN. Quickselect (Hoare 1961) with the median of three as pivot; a part
 * that it hardly shortens is sorted in the end.
 */
export function orderedAt(values: Float64Array, positions: readonly number[]): Float64Array {
  const copy = values.slice();
  const wanted = positions.filter((position) => position >= 0 && position < copy.length).toSorted((a, b) => a - b);
  orderPart(copy, 0, copy.length, wanted, 2 * Math.ceil(Math.log2(copy.length + 1)));
  return copy;
}

/** The positions that `quantileSorted` looks at for these shares of `n` values. */
export function quantilePositions(n: number, shares: readonly number[]): number[] {
  return shares.flatMap((share) => {
    const below = Math.floor((n - 1) * share);
    return [below, below + 1];
  });
}

function orderPart(values: Float64Array, from: number, to: number, wanted: readonly number[], splits: number): void {
  if (wanted.length === 0) return;
  if (to - from <= smallPart || splits === 0) {
    values.subarray(from, to).sort();
    return;
  }
  const [equalFrom, equalTo] = splitPart(values, from, to);
  orderPart(
    values,
    from,
    equalFrom,
    wanted.filter((position) => position < equalFrom),
    splits - 1,
  );
  orderPart(
    values,
    equalTo,
    to,
    wanted.filter((position) => position >= equalTo),
    splits - 1,
  );
}

/** Smaller values, those equal to a pivot, larger values: where the equal ones begin and end. */
function splitPart(values: Float64Array, from: number, to: number): [number, number] {
  const pivot = middleOf(values[from]!, values[(from + to) >> 1]!, values[to - 1]!);
  let less = from;
  let more = to;
  for (let i = from; i < more; ) {
    const value = values[i]!;
    if (value < pivot) {
      values[i++] = values[less]!;
      values[less++] = value;
    } else if (value > pivot) {
      values[i] = values[--more]!;
      values[more] = value;
    } else i += 1;
  }
  return [less, more];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
