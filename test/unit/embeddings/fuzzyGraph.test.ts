import { describe, expect, it } from 'vitest';
import { fuzzyGraph } from '../../../shared/embeddings/fuzzyGraph';
import { exactNeighbors, type Neighbors } from '../../../shared/embeddings/neighbors';
import { smoothDistances } from '../../../shared/embeddings/smoothDistances';
import { type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { clusteredVectors, randomVectors } from './randomVectors';
import { umapOf } from './umapReference';

const twins: Vectors = { rows: 60, dimension: 3, data: randomVectors(60, 3, 5).data.map(Math.round) };

/** All edges of ours as umap-js lists its own: by row, then column. */
function entriesOf(neighbors: Neighbors) {
  const { rows, offsets, targets, weights } = fuzzyGraph(neighbors);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(targets.subarray(offsets[row]!, offsets[row + 1]!), (col, at) => ({
      row,
      col,
      value: weights[offsets[row]! + at]!,
    })),
  ).flat();
}

describe('the graph of a map', () => {
  it.each([
    ['random vectors', vectorSpace(randomVectors(120, 8, 1), 'euclidean'), 14],
    ['directions', vectorSpace(clusteredVectors(90, 5, { clusters: 3, apart: 3, seed: 2 }), 'cosine'), 9],
    ['inner products', vectorSpace(randomVectors(50, 4, 3), 'dot'), 5],
    ['vectors with many twins', vectorSpace(twins, 'euclidean'), 6],
    [
      'vectors that are all the same',
      vectorSpace({ rows: 8, dimension: 1, data: new Float32Array(8) }, 'euclidean'),
      4,
    ],
  ])('has the weights of umap-js for %s', (_, space, k) => {
    const neighbors = exactNeighbors(space, k);
    const theirs = umapOf(neighbors, 200, Math.random)
      .graph.getAll(true)
      .filter(({ row, col }) => row !== col);
    const ours = entriesOf(neighbors);
    expect(ours.map(({ row, col }) => [row, col])).toEqual(theirs.map(({ row, col }) => [row, col]));
    for (const [at, { value }] of ours.entries()) expect(Math.abs(value - theirs[at]!.value)).toBeLessThan(1e-12);
  });

  it('is symmetric, with weights from 0 to 1', () => {
    const entries = entriesOf(exactNeighbors(vectorSpace(randomVectors(80, 4, 6), 'euclidean'), 7));
    const weights = new Map(entries.map(({ row, col, value }) => [`${row} ${col}`, value]));
    for (const { row, col, value } of entries) {
      expect(weights.get(`${col} ${row}`)).toBe(value);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('follows the rows when these are put in another order', () => {
    const { rows, k, indices, distances } = exactNeighbors(vectorSpace(randomVectors(40, 4, 9), 'euclidean'), 5);
    const [former, place] = [(row: number) => (row * 7) % 40, (row: number) => (row * 23) % 40];
    const moved = (values: Int32Array | Float64Array) =>
      Array.from(values, (_, at) => values[former(Math.floor(at / k)) * k + (at % k)]!);
    const turned: Neighbors = {
      rows,
      k,
      indices: Int32Array.from(moved(indices), place),
      distances: Float64Array.from(moved(distances)),
    };
    const weights = new Map(
      entriesOf({ rows, k, indices, distances }).map(({ row, col, value }) => [`${row} ${col}`, value]),
    );
    const entries = entriesOf(turned);
    expect(entries).toHaveLength(weights.size);
    for (const { row, col, value } of entries) expect(value).toBe(weights.get(`${former(row)} ${former(col)}`));
  });

  it('gives the nearest neighbor the weight 1', () => {
    const neighbors = exactNeighbors(vectorSpace(randomVectors(80, 4, 7), 'euclidean'), 7);
    const weights = new Map(entriesOf(neighbors).map(({ row, col, value }) => [`${row} ${col}`, value]));
    for (let row = 0; row < 80; row++) expect(weights.get(`${row} ${neighbors.indices[row * 7]}`)).toBeCloseTo(1, 12);
  });

  it('scales distances so that the weights of a row sum to log2 of its neighbors', () => {
    const neighbors = exactNeighbors(vectorSpace(randomVectors(50, 6, 8), 'euclidean'), 14);
    const { rho, sigma } = smoothDistances(neighbors);
    for (let row = 0; row < 50; row++) {
      const own = neighbors.distances.subarray(row * 14, (row + 1) * 14);
      const sum = own.reduce((total, each) => total + Math.exp(-Math.max(0, each - rho[row]!) / sigma[row]!), 0);
      expect(sum).toBeCloseTo(Math.log2(15), 4);
      expect(rho[row]).toBe(own[0]);
    }
  });
});
