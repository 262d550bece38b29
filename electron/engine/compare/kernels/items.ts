import type { ItemVectors } from '../itemTables';

/** The organic items of one list that count, in any order. */
export interface CountedItems {
  keys: Int32Array;
  length: number;
  /** Any order of all these items is as likely as any other, and the first so many count; null: they all count. */
  random: number | null;
}

/** A metric of the items of one list; `value` NaN = undefined, `leftOut` items of the list had to be left out. */
export interface ItemKernel {
  value(items: CountedItems): number;
  leftOut: number;
}

/**
 * Mean of 1 - cosine over the pairs of items with a vector. The sum over pairs comes from the length of the sum of the
 * unit vectors: |Σu|² = Σ|u|² + 2 Σ cos. A zero vector makes it undefined. Of random lists: the mean over all orders in
 * which it is defined, which is the mean over all pairs.
 */
export function ildKernel({ dimension, at, values, norms }: ItemVectors): ItemKernel {
  const sum = new Float64Array(dimension);
  const kernel: ItemKernel = {
    leftOut: 0,
    value({ keys, length, random }) {
      sum.fill(0);
      let [found, zero, squares] = [0, 0, 0];
      kernel.leftOut = 0;
      for (let i = 0; i < length; i++) {
        const place = at[keys[i]!]!;
        if (place < 0) kernel.leftOut += 1;
        else if (norms[place] === 0) zero += 1;
        else {
          squares += addUnit(sum, values, place * dimension, norms[place]!);
          found += 1;
        }
      }
      const undefinedByZero = zero > 0 && (random === null || random >= length);
      if (undefinedByZero || found < 2 || (random !== null && random < 2)) return Number.NaN;
      let square = 0;
      for (let d = 0; d < dimension; d++) square += sum[d]! * sum[d]!;
      return Math.max(0, 1 - (square - squares) / (found * (found - 1)));
    },
  };
  return kernel;
}

/** Adds a vector divided by its length; gives the square of what was added. */
function addUnit(sum: Float64Array, values: Float32Array, from: number, norm: number): number {
  let square = 0;
  for (let d = 0; d < sum.length; d++) {
    const x = values[from + d]! / norm;
    sum[d]! += x;
    square += x * x;
  }
  return square;
}

/** Mean self-information of the items with training events; `bits` by item key, NaN without. Random lists as above. */
export function noveltyKernel(bits: Float64Array): ItemKernel {
  const kernel: ItemKernel = {
    leftOut: 0,
    value({ keys, length }) {
      let [found, sum] = [0, 0];
      for (let i = 0; i < length; i++) {
        const own = bits[keys[i]!]!;
        if (Number.isNaN(own)) continue;
        sum += own;
        found += 1;
      }
      kernel.leftOut = length - found;
      return found === 0 ? Number.NaN : sum / found;
    },
  };
  return kernel;
}
