import { nextUnit, type RandomSource } from '../stats/random';
import { addRow, covariance } from './covariance';
import { principalAxes } from './principalAxes';
import type { VectorSpace } from './vectorSpace';

const side = 10;
const noise = 1e-4;

/**
 * Where the layout starts: the rows on their first two principal axes, scaled as umap-learn scales `init="pca"`: to 10 at
 * most, with normal noise of 1e-4 that parts equal rows, then each axis to [0, 10]. x and y of a row lie side by side.
 */
export function startPositions(space: VectorSpace, random: RandomSource): Float64Array {
  const positions = onAxes(space);
  let largest = 0;
  for (const value of positions) largest = Math.max(largest, Math.abs(value));
  const scale = largest > 0 ? side / largest : 0;
  for (let at = 0; at < positions.length; at++) positions[at] = positions[at]! * scale + noise * normal(random);
  stretch(positions, 0);
  stretch(positions, 1);
  return positions;
}

function onAxes(space: VectorSpace): Float64Array {
  const { rows, dimension } = space;
  const found = covariance(space);
  const [first, second] = principalAxes(found);
  const positions = new Float64Array(2 * rows);
  const row = new Float64Array(dimension);
  for (let i = 0; i < rows; i++) {
    for (let at = 0; at < dimension; at++) row[at] = -found.mean[at]!;
    addRow(space, i, row);
    let [x, y] = [0, 0];
    for (let at = 0; at < dimension; at++) {
      x += row[at]! * first[at]!;
      y += row[at]! * second[at]!;
    }
    positions[2 * i] = x;
    positions[2 * i + 1] = y;
  }
  return positions;
}

function stretch(positions: Float64Array, axis: 0 | 1): void {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = axis; at < positions.length; at += 2) {
    low = Math.min(low, positions[at]!);
    high = Math.max(high, positions[at]!);
  }
  for (let at = axis; at < positions.length; at += 2) positions[at] = (side * (positions[at]! - low)) / (high - low);
}

/** Box and Muller. */
function normal(random: RandomSource): number {
  const radius = Math.sqrt(-2 * Math.log(1 - nextUnit(random)));
  return radius * Math.cos(2 * Math.PI * nextUnit(random));
}
