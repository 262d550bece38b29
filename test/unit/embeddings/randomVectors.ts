import type { Vectors } from '../../../shared/embeddings/vectorSpace';
import { nextUnit, type RandomSource, seededRandom } from '../../../shared/stats/random';

/** Rows around as many centers as there are clusters, each with normal noise of 1; centers lie `apart` from 0. */
export function clusteredVectors(
  rows: number,
  dimension: number,
  { clusters, apart, seed }: { clusters: number; apart: number; seed: number },
): Vectors & { cluster: Int32Array } {
  const random = seededRandom(seed);
  const centers = Float32Array.from({ length: clusters * dimension }, () => apart * normal(random));
  const cluster = Int32Array.from({ length: rows }, () => random.next(clusters));
  const data = new Float32Array(rows * dimension);
  for (let at = 0; at < data.length; at++) {
    const center = centers[cluster[Math.floor(at / dimension)]! * dimension + (at % dimension)]!;
    data[at] = center + normal(random);
  }
  return { rows, dimension, data, cluster };
}

export function randomVectors(rows: number, dimension: number, seed: number): Vectors {
  return clusteredVectors(rows, dimension, { clusters: 1, apart: 0, seed });
}

function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - nextUnit(random))) * Math.cos(2 * Math.PI * nextUnit(random));
}
