import { RankscopeError } from '../wire/errors';
import { pairKey, type VectorSpace } from './vectorSpace';

/** How well a map keeps the neighborhoods of its input (definitions.md F2); each value is 1 for a map that is the input. */
export interface MapQuality {
  k: number;
  /** 1 - 2 / (n k (2n - 3k - 1)) times the sum of r(i, j) - k over neighbors on the map that are none in the input. */
  trustworthiness: number;
  /** The same with the roles swapped: neighbors in the input that are none on the map, by their rank on the map. */
  continuity: number;
  /** Mean share of the k neighbors in the input that are among the k on the map; k / (n - 1) by chance. */
  knnPreservation: number;
}

/** Sums over some rows from which the quality follows: ranks beyond k on either side, and shared neighbors. */
export interface QualitySums {
  rows: number;
  untrue: number;
  torn: number;
  kept: number;
}

/**
 * F2 of a map of `input`, by ranking all rows for each row (Venna and Kaski 2001; scikit-learn `trustworthiness`). Both
 * sides rank by their metric, equal distances by row. 1 <= k < n / 2, else a `usage` error.
 */
export function mapQuality(input: VectorSpace, map: VectorSpace, k: number): MapQuality {
  checkNeighbors(input.rows, k);
  const sums: QualitySums = { rows: input.rows, untrue: 0, torn: 0, kept: 0 };
  for (let row = 0; row < input.rows; row++) {
    const [inside, outside] = [ranksOf(input, row), ranksOf(map, row)];
    for (let j = 0; j < input.rows; j++) {
      if (j === row) continue;
      const [there, here] = [inside[j]!, outside[j]!];
      if (here <= k && there > k) sums.untrue += there - k;
      if (there <= k && here > k) sums.torn += here - k;
      if (there <= k && here <= k) sums.kept += 1;
    }
  }
  return qualityOf(sums, input.rows, k);
}

export function checkNeighbors(rows: number, k: number): void {
  if (Number.isInteger(k) && k >= 1 && k < rows / 2) return;
  throw new RankscopeError({
    code: 'usage',
    message: `The quality of a map of ${rows} points cannot be told from ${k} neighbors.`,
    hint: `Take a whole number of neighbors that is less than half of the points${rows > 2 ? `: at most ${Math.ceil(rows / 2) - 1}` : ''}.`,
  });
}

/** The values from sums over `sums.rows` of the n rows: those of all rows when it is n, else their estimate. */
export function qualityOf(sums: QualitySums, n: number, k: number): MapQuality {
  const worst = (sums.rows * k * (2 * n - 3 * k - 1)) / 2;
  return {
    k,
    trustworthiness: 1 - sums.untrue / worst,
    continuity: 1 - sums.torn / worst,
    knnPreservation: sums.kept / (sums.rows * k),
  };
}

/** r(row, j) of every j: 1 = nearest; 0 for the row itself. */
function ranksOf(space: VectorSpace, row: number): Int32Array {
  const keys = Float64Array.from({ length: space.rows }, (_, j) => pairKey(space, row, j));
  const others = Array.from(keys.keys()).filter((j) => j !== row);
  others.sort((a, b) => keys[a]! - keys[b]! || a - b);
  const ranks = new Int32Array(space.rows);
  others.forEach((j, rank) => {
    ranks[j] = rank + 1;
  });
  return ranks;
}
