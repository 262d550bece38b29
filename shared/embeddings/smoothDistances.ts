import type { Neighbors } from './neighbors';

/** What turns the distances of a row into weights. */
export interface SmoothDistances {
  /** Distance of the nearest neighbor that is not at distance 0; 0 where all are. */
  rho: Float64Array;
  /** Scale of the weights exp(-(distance - rho) / sigma). */
  sigma: Float64Array;
}

const rounds = 64;
const tolerance = 1e-5;
const leastOfMean = 1e-3;

/**
 * rho and sigma of each row, so that the weights of its neighbors sum to log2(k + 1): k others and the row itself, which
 * the library counts as its own first neighbor (umap-learn `smooth_knn_dist`, local connectivity 1, bandwidth 1).
 * sigma is at least a thousandth of the mean distance.
 */
export function smoothDistances({ rows, k, distances }: Neighbors): SmoothDistances {
  const [rho, sigma] = [new Float64Array(rows), new Float64Array(rows)];
  const target = Math.log2(k + 1);
  const overall = sum(distances, 0, rows * k) / (rows * (k + 1));
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * k, (row + 1) * k];
    rho[row] = firstPositive(distances, from, to);
    const mean = rho[row]! > 0 ? sum(distances, from, to) / (k + 1) : overall;
    sigma[row] = Math.max(findSigma(distances, from, to, rho[row]!, target), leastOfMean * mean);
  }
  return { rho, sigma };
}

function firstPositive(distances: Float64Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (distances[at]! > 0) return distances[at]!;
  return 0;
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at++) total += values[at]!;
  return total;
}

/** Bisection, from 1 upwards by doubling. */
function findSigma(distances: Float64Array, from: number, to: number, rho: number, target: number): number {
  let [low, high, middle] = [0, Number.POSITIVE_INFINITY, 1];
  for (let round = 0; round < rounds; round++) {
    let weights = 0;
    for (let at = from; at < to; at++) {
      const beyond = distances[at]! - rho;
      weights += beyond > 0 ? Math.exp(-beyond / middle) : 1;
    }
    if (Math.abs(weights - target) < tolerance) break;
    if (weights > target) high = middle;
    else low = middle;
    middle = high === Number.POSITIVE_INFINITY ? middle * 2 : (low + high) / 2;
  }
  return middle;
}
