import { describe, expect, it } from 'vitest';
import { approximateNeighbors } from '../../../electron/engine/embeddings/approximateNeighbors';
import { findNeighbors } from '../../../electron/engine/embeddings/findNeighbors';
import { loadUsearch, type OpenIndex } from '../../../electron/engine/embeddings/usearchIndex';
import { exactNeighbors, exactSearch } from '../../../shared/embeddings/neighbors';
import { type VectorMetric, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { clusteredVectors } from '../../unit/embeddings/randomVectors';

const metrics: VectorMetric[] = ['cosine', 'dot', 'euclidean'];
const noIndex = async () => null;
const rows = 2000;
const dimension = 32;
const large = clusteredVectors(rows, dimension, { clusters: 20, apart: 1, seed: 1 });
/** Small enough that an index is asked for: `large` takes 1.28e8. */
const limits = { quick: 1e8, most: 4e10 };

describe('neighbors of an embedding', () => {
  it.each(metrics)('are the exact ones where they are few, under %s', async (metric) => {
    const space = vectorSpace(clusteredVectors(500, 12, { clusters: 5, apart: 2, seed: 2 }), metric);
    const refuse = () => Promise.reject(new Error('no index is needed'));
    const found = await findNeighbors(space, 14, {}, refuse);
    expect(found).toEqual({ ...exactNeighbors(space, 14), method: 'exact', recall: 1 });
  });

  it.each(metrics)('are found by an index where they are many, under %s', async (metric) => {
    const space = vectorSpace(large, metric);
    const found = await findNeighbors(space, 14, {}, loadUsearch, limits);
    let hits = 0;
    const search = exactSearch(space, 14);
    const [indices, distances] = [new Int32Array(56), new Float64Array(56)];
    for (let row = 0; row < rows; row += 5) {
      search([row], indices, distances);
      const truly = new Set(indices.subarray(0, 14));
      for (const each of found.indices.subarray(row * 14, (row + 1) * 14)) hits += truly.has(each) ? 1 : 0;
    }
    const recall = hits / (14 * (rows / 5));
    expect(found.method).toBe('hnsw');
    expect(recall).toBeGreaterThan(0.95);
    expect(Math.abs(found.recall - recall)).toBeLessThan(0.02);
  });

  it('are the same bytes each time', async () => {
    const space = vectorSpace(large, 'cosine');
    const find = () => findNeighbors(space, 14, {}, loadUsearch, limits);
    expect(await find()).toEqual(await find());
  });

  it('are compared one by one where there is no index', async () => {
    const space = vectorSpace(large, 'cosine');
    const found = await findNeighbors(space, 5, {}, noIndex, limits);
    expect(found).toMatchObject({ method: 'exact', recall: 1 });
    const index = await findNeighbors(space, 5, {}, loadUsearch, limits);
    expect(found.distances[4]).toBeLessThanOrEqual(index.distances[4]!);
  });

  it('are complete, without the row itself, also among a thousand twins', async () => {
    const data = large.data.slice();
    for (let row = 1; row < 1000; row++) data.copyWithin(row * dimension, 0, dimension);
    const found = await findNeighbors(vectorSpace({ ...large, data }, 'euclidean'), 14, {}, loadUsearch, limits);
    const wrong = Array.from({ length: rows }, (_, row) => row).filter((row) => {
      const own = new Set(found.indices.subarray(row * 14, (row + 1) * 14));
      return own.size !== 14 || own.has(row);
    });
    expect(wrong).toEqual([]);
    expect(found.distances.subarray(0, 14)).toEqual(new Float64Array(14));
  });

  it('of a row come from the exact search where an index knows too few', async () => {
    const space = vectorSpace(large, 'cosine');
    const open = (await loadUsearch())!;
    const poor: OpenIndex = (dimension) => {
      const index = open(dimension);
      const search: typeof index.search = (queries, width) => {
        const { rows, counts } = index.search(queries, width);
        return { rows, counts: counts.map((count, at) => (at % 64 === 0 ? 1 : count)) };
      };
      return { ...index, search };
    };
    const found = await findNeighbors(space, 3, {}, async () => poor, limits);
    const whole = await findNeighbors(space, 3, {}, loadUsearch, limits);
    const [expected, distances] = [whole.indices.slice(), new Float64Array(12)];
    const search = exactSearch(space, 3);
    for (let page = 0; page < rows; page += 256) {
      for (let row = page; row < Math.min(page + 256, rows); row += 64) {
        search([row], expected.subarray(row * 3, (row + 1) * 3), distances);
      }
    }
    expect(found.indices).toEqual(expected);
  });

  it('are compared one by one where an index finds too few, unless that takes too long', async () => {
    const space = vectorSpace({ ...large, rows: 1800 }, 'cosine');
    const wrong: OpenIndex = () => ({
      add: () => {},
      search: (queries, width) => {
        const count = queries.length / dimension;
        return {
          rows: Uint32Array.from({ length: count * width }, (_, at) => at % width),
          counts: new Uint32Array(count).fill(width),
        };
      },
    });
    const found = await findNeighbors(space, 3, {}, async () => wrong, limits);
    expect(found).toMatchObject({ method: 'exact', recall: 1 });
    const kept = await approximateNeighbors(space, 3, wrong, { least: 0 });
    expect(kept!.recall).toBeLessThan(0.1);
    expect(kept!.indices.slice(30, 33).every((each) => each < 8)).toBe(true);
  });

  it('are found among numbers whose squares overflow in single precision', async () => {
    const data = large.data.map((value) => value * 1e25);
    const space = vectorSpace({ ...large, data }, 'euclidean');
    expect(await findNeighbors(space, 5, {}, loadUsearch, limits)).toMatchObject({ method: 'hnsw' });
  });

  it('stop when they are canceled', async () => {
    const space = vectorSpace(large, 'cosine');
    for (const load of [loadUsearch, noIndex]) {
      const controller = new AbortController();
      const steps: string[] = [];
      const progress = (_done: number, _total: number, text: string) => {
        steps.push(text);
        controller.abort();
      };
      const running = findNeighbors(space, 14, { signal: controller.signal, progress }, load, limits);
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
      expect(steps).toHaveLength(1);
    }
  });
});
