import { nextUnit, seededRandom } from '../stats/random';
import type { Covariance } from './covariance';

const blockSize = 8;
const mostRounds = 500;
const tolerance = 1e-9;

/**
 * The first two principal axes, of length 1, by iteration of a subspace of up to eight dimensions; the entry of an axis
 * with the largest size is positive. An axis along which nothing varies is zero.
 */
export function principalAxes({ dimension, matrix }: Covariance): [Float64Array, Float64Array] {
  const random = seededRandom(0);
  const size = Math.min(blockSize, dimension);
  let axes: Float64Array[] = Array.from({ length: size }, () =>
    Float64Array.from({ length: dimension }, () => nextUnit(random) - 0.5),
  );
  orthonormalize(axes);
  for (let round = 0; round < mostRounds; round++) {
    const images = axes.map((axis) => multiply(matrix, axis));
    const rotation = eigenvectors(axes.map((axis) => images.map((image) => dot(axis, image))));
    axes = rotate(axes, rotation);
    const turned = rotate(images, rotation);
    if (settled(axes, turned)) break;
    axes = turned;
    orthonormalize(axes);
  }
  const [first, second] = axes.map((axis) => faceUp(varies(matrix, axis) ? axis : axis.fill(0)));
  return [first!, second ?? new Float64Array(dimension)];
}

/** Whether the images of the first two axes are multiples of them. */
function settled(axes: readonly Float64Array[], images: readonly Float64Array[]): boolean {
  const largest = Math.abs(dot(axes[0]!, images[0]!));
  return axes.slice(0, 2).every((axis, i) => {
    const value = dot(axis, images[i]!);
    let off = 0;
    for (let at = 0; at < axis.length; at++) off += (images[i]![at]! - value * axis[at]!) ** 2;
    return Math.sqrt(off) <= tolerance * largest;
  });
}

function varies(matrix: Float64Array, axis: Float64Array): boolean {
  const dimension = axis.length;
  let trace = 0;
  for (let at = 0; at < dimension; at++) trace += matrix[at * dimension + at]!;
  return dot(axis, multiply(matrix, axis)) > 1e-14 * trace;
}

function faceUp(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}

/** Gram and Schmidt, twice for stability; an axis that depends on those before it becomes zero. */
function orthonormalize(axes: readonly Float64Array[]): void {
  axes.forEach((axis, i) => {
    const before = Math.sqrt(dot(axis, axis));
    for (let twice = 0; twice < 2; twice++) {
      for (const other of axes.slice(0, i)) {
        const share = dot(axis, other);
        for (let at = 0; at < axis.length; at++) axis[at]! -= share * other[at]!;
      }
    }
    const length = Math.sqrt(dot(axis, axis));
    const scale = length > 1e-12 * before ? 1 / length : 0;
    for (let at = 0; at < axis.length; at++) axis[at]! *= scale;
  });
}

/** Columns of eigenvectors of a small symmetric matrix, largest eigenvalue first (Jacobi's rotations). */
function eigenvectors(matrix: number[][]): number[][] {
  const size = matrix.length;
  const vectors = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) clear(matrix, vectors, p, q);
  }
  const order = matrix.map((_, i) => i).sort((a, b) => matrix[b]![b]! - matrix[a]![a]! || a - b);
  return vectors.map((row) => order.map((column) => row[column]!));
}

/** Turns the plane of p and q so that their product vanishes. */
function clear(matrix: number[][], vectors: number[][], p: number, q: number): void {
  const product = matrix[p]![q]!;
  if (product === 0) return;
  const half = (matrix[q]![q]! - matrix[p]![p]!) / (2 * product);
  const tangent = Math.sign(half || 1) / (Math.abs(half) + Math.hypot(half, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const turn = (row: number[]) => {
    const [atP, atQ] = [row[p]!, row[q]!];
    row[p] = cosine * atP - sine * atQ;
    row[q] = sine * atP + cosine * atQ;
  };
  matrix.forEach(turn);
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  for (let i = 0; i < matrix.length; i++) {
    const [atP, atQ] = [rowP[i]!, rowQ[i]!];
    rowP[i] = cosine * atP - sine * atQ;
    rowQ[i] = sine * atP + cosine * atQ;
  }
  vectors.forEach(turn);
}

function rotate(axes: readonly Float64Array[], rotation: readonly number[][]): Float64Array[] {
  return axes.map((_, column) => {
    const sum = new Float64Array(axes[0]!.length);
    axes.forEach((axis, row) => {
      const share = rotation[row]![column]!;
      for (let at = 0; at < sum.length; at++) sum[at]! += share * axis[at]!;
    });
    return sum;
  });
}

function multiply(matrix: Float64Array, axis: Float64Array): Float64Array {
  const dimension = axis.length;
  return axis.map((_, row) => {
    let sum = 0;
    for (let at = 0; at < dimension; at++) sum += matrix[row * dimension + at]! * axis[at]!;
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
