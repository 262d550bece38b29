import { describe, expect, it } from 'vitest';
import { covariance } from '../../../shared/embeddings/covariance';
import { principalAxes } from '../../../shared/embeddings/principalAxes';
import { startPositions } from '../../../shared/embeddings/startPositions';
import { vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { seededRandom } from '../../../shared/stats/random';
import { clusteredVectors, randomVectors } from './randomVectors';

const euclidean = (rows: number, dimension: number, data: ArrayLike<number>) =>
  vectorSpace({ rows, dimension, data: Float32Array.from(data) }, 'euclidean');

const near = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));

describe('the principal axes', () => {
  it('are those of a matrix whose eigenvectors are known', () => {
    // diag(4, 9, 1) turned by 45 degrees in the plane of the first two: [[6.5, 2.5], [2.5, 6.5]] has 9 along (1, 1)/√2.
    const matrix = Float64Array.of(6.5, 2.5, 0, 2.5, 6.5, 0, 0, 0, 1);
    const [first, second] = principalAxes({ dimension: 3, mean: new Float64Array(3), matrix });
    const half = Math.SQRT1_2;
    expect([...first]).toEqual(near([half, half, 0], 9));
    expect([...second].sort((a, b) => a - b)).toEqual(near([-half, 0, half], 9));
  });

  it('are eigenvectors of length 1 at right angles, the widest first', () => {
    const found = covariance(vectorSpace(clusteredVectors(400, 30, { clusters: 5, apart: 2, seed: 1 }), 'euclidean'));
    const [first, second] = principalAxes(found);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    const image = (axis: Float64Array) =>
      axis.map((_, row) => dot(found.matrix.subarray(row * 30, (row + 1) * 30), axis));
    const [along, across] = [dot(first, image(first)), dot(second, image(second))];
    expect(along).toBeGreaterThan(across);
    expect(dot(first, first)).toBeCloseTo(1, 9);
    expect(dot(first, second)).toBeCloseTo(0, 9);
    expect([...image(first)]).toEqual(
      near(
        [...first].map((value) => along * value),
        6,
      ),
    );
    expect([...image(second)]).toEqual(
      near(
        [...second].map((value) => across * value),
        6,
      ),
    );
    for (let axis = 0; axis < 30; axis++) expect(found.matrix[axis * 31]).toBeLessThanOrEqual(along + 1e-9);
  });
});

describe('the start of a layout', () => {
  it('fills the square of 10 and keeps the order along the widest axis', () => {
    // On the line y = x, so that the first axis is (1, 1) and the second has nothing but noise.
    const positions = startPositions(euclidean(4, 2, [0, 0, 1, 1, 3, 3, 10, 10]), seededRandom(1));
    const x = [0, 2, 4, 6].map((at) => positions[at]!);
    expect(x).toEqual(near([0, 1, 3, 10], 2));
    const y = [1, 3, 5, 7].map((at) => positions[at]!);
    expect([Math.min(...y), Math.max(...y)]).toEqual([0, 10]);
  });

  it('parts rows that are the same', () => {
    const positions = startPositions(euclidean(3, 2, [1, 2, 1, 2, 1, 2]), seededRandom(1));
    expect(new Set(positions).size).toBeGreaterThan(3);
    expect(positions.every(Number.isFinite)).toBe(true);
  });

  it('has two axes for vectors of one number', () => {
    const positions = startPositions(euclidean(5, 1, [5, 1, 2, 3, 4]), seededRandom(1));
    expect([...positions].filter((_, at) => at % 2 === 0)).toEqual(near([10, 0, 2.5, 5, 7.5], 2));
    expect(positions.every(Number.isFinite)).toBe(true);
  });

  it('sees directions only under cosine', () => {
    const vectors = randomVectors(30, 4, 3);
    const longer = { ...vectors, data: vectors.data.map((value, at) => value * 2 ** (Math.floor(at / 4) % 5)) };
    const at = (each: typeof vectors) => startPositions(vectorSpace(each, 'cosine'), seededRandom(1));
    expect([...at(longer)]).toEqual(near([...at(vectors)], 6));
  });
});
