import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNeighbors } from '../../../shared/embeddings/neighbors';
import { pairKey, type VectorMetric, type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { randomVectors } from './randomVectors';

const metrics = ['cosine', 'dot', 'euclidean'] as const;

/** By sorting everything, with the distance written out. */
function bySorting({ rows, dimension, data }: Vectors, metric: VectorMetric, k: number): number[] {
  const vector = (row: number) => [...data.subarray(row * dimension, (row + 1) * dimension)];
  const product = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const key = (a: number[], b: number[]) => {
    if (metric === 'dot') return -product(a, b);
    if (metric === 'cosine') return 1 - product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    return a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0);
  };
  return Array.from({ length: rows }, (_, row) => {
    const others = Array.from({ length: rows }, (__, j) => j).filter((j) => j !== row);
    const keys = others.map((j) => key(vector(row), vector(j)));
    const order = others.map((_, at) => at).sort((a, b) => keys[a]! - keys[b]! || others[a]! - others[b]!);
    return order.slice(0, k).map((at) => others[at]!);
  }).flat();
}

describe('exact nearest neighbors', () => {
  it.each(metrics)('are those of a full sort under %s, with ties and twins', (metric) => {
    const cell = fc.integer({ min: -2, max: 2 });
    const shape = fc.record({ rows: fc.integer({ min: 3, max: 23 }), dimension: fc.integer({ min: 1, max: 5 }) });
    const vectors = shape.chain(({ rows, dimension }) =>
      fc
        .array(cell, { minLength: rows * dimension, maxLength: rows * dimension })
        .map((values) => ({ rows, dimension, data: Float32Array.from(values) })),
    );
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 8 }), (each, wanted) => {
        const { squares } = vectorSpace(each, 'cosine');
        fc.pre(metric !== 'cosine' || squares.every((square) => square > 0));
        const k = Math.min(wanted, each.rows - 1);
        expect([...exactNeighbors(vectorSpace(each, metric), k).indices]).toEqual(bySorting(each, metric, k));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('come with their distances', () => {
    // 1-D: 0, 3, -4; and directions at 0, 90 and 180 degrees
    const line = { rows: 3, dimension: 1, data: Float32Array.of(0, 3, -4) };
    expect(exactNeighbors(vectorSpace(line, 'euclidean'), 2)).toMatchObject({
      indices: Int32Array.of(1, 2, 0, 2, 0, 1),
      distances: Float64Array.of(3, 4, 3, 7, 4, 7),
    });
    const plane = { rows: 3, dimension: 2, data: Float32Array.of(2, 0, 0, 5, -1, 0) };
    expect(exactNeighbors(vectorSpace(plane, 'cosine'), 2).distances).toEqual(Float64Array.of(1, 2, 1, 1, 1, 2));
    // The longest is 5: |x|^2 + 25 - 2 <x, y>
    const lengthened = [29, 33, 50, 50, 26, 30].map(Math.sqrt);
    expect([...exactNeighbors(vectorSpace(plane, 'dot'), 2).distances]).toEqual(lengthened);
  });

  it.each(metrics)('follow the rows when these are put in another order, under %s', (metric) => {
    const vectors = randomVectors(40, 6, 1);
    const order = Array.from({ length: 40 }, (_, row) => (row * 7) % 40);
    const data = Float32Array.from(
      { length: 240 },
      (_, at) => vectors.data[order[Math.floor(at / 6)]! * 6 + (at % 6)]!,
    );
    const before = exactNeighbors(vectorSpace(vectors, metric), 5);
    const after = exactNeighbors(vectorSpace({ ...vectors, data }, metric), 5);
    after.indices.forEach((neighbor, at) => {
      expect(order[neighbor]).toBe(before.indices[order[Math.floor(at / 5)]! * 5 + (at % 5)]);
    });
  });

  it('do not change when Euclidean vectors are turned', () => {
    const vectors = randomVectors(60, 2, 2);
    const [cosine, sine] = [Math.cos(1), Math.sin(1)];
    const data = vectors.data.map((value, at) =>
      at % 2 === 0 ? cosine * value - sine * vectors.data[at + 1]! : sine * vectors.data[at - 1]! + cosine * value,
    );
    const turned = exactNeighbors(vectorSpace({ ...vectors, data }, 'euclidean'), 6);
    expect(turned.indices).toEqual(exactNeighbors(vectorSpace(vectors, 'euclidean'), 6).indices);
  });

  it('have keys that do not depend on how many are computed at once', () => {
    const space = vectorSpace(randomVectors(9, 33, 4), 'cosine');
    const { indices, distances } = exactNeighbors(space, 8);
    for (const [at, j] of indices.entries()) {
      expect(distances[at]).toBe(Math.max(0, pairKey(space, Math.floor(at / 8), j)));
    }
  });
});
