import { UMAP } from 'umap-js';
import { describe, expect, it } from 'vitest';
import { measureQuality } from '../../../electron/engine/embeddings/measureQuality';
import { type ProjectionSettings, projectionDefaults } from '../../../electron/engine/embeddings/projectionSettings';
import { projectVectors } from '../../../electron/engine/embeddings/projectVectors';
import { type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { clusteredVectors, randomVectors } from '../../unit/embeddings/randomVectors';

const settings = (given: Partial<ProjectionSettings> = {}): ProjectionSettings => ({
  ...projectionDefaults,
  metric: 'euclidean',
  ...given,
});

describe('a map of vectors', () => {
  it('keeps clusters apart that are apart', async () => {
    const vectors = clusteredVectors(300, 10, { clusters: 2, apart: 8, seed: 1 });
    const { x, y, quality } = await projectVectors(vectors, settings());
    const centers = [0, 1].map((cluster) => {
      const own = [...vectors.cluster.keys()].filter((row) => vectors.cluster[row] === cluster);
      const mean = (values: Float32Array) => own.reduce((sum, row) => sum + values[row]!, 0) / own.length;
      const center = [mean(x), mean(y)] as const;
      return { center, radius: Math.max(...own.map((row) => Math.hypot(x[row]! - center[0], y[row]! - center[1]))) };
    });
    const [a, b] = centers as [(typeof centers)[0], (typeof centers)[0]];
    const distance = Math.hypot(a.center[0] - b.center[0], a.center[1] - b.center[1]);
    expect(distance).toBeGreaterThan(a.radius + b.radius);
    expect(quality).toMatchObject({ k: 15, points: 300 });
  });

  it('is no worse than that of umap-js', async () => {
    const vectors = clusteredVectors(400, 12, { clusters: 6, apart: 1.5, seed: 2 });
    const random = seededRandom(1);
    const rows = Array.from({ length: 400 }, (_, row) => [...vectors.data.subarray(row * 12, (row + 1) * 12)]);
    const theirs = Float32Array.from(new UMAP({ random: () => nextUnit(random) }).fit(rows).flat());
    const map = vectorSpace({ rows: 400, dimension: 2, data: theirs }, 'euclidean');
    const reference = await measureQuality(vectorSpace(vectors, 'euclidean'), map, { k: 15, seed: 0 });
    const { quality } = await projectVectors(vectors, settings());
    expect(quality!.trustworthiness).toBeGreaterThan(reference.trustworthiness - 0.005);
    expect(quality!.knnPreservation).toBeGreaterThan(reference.knnPreservation - 0.02);
  });

  it('has the same bytes for the same seed, and others for another', async () => {
    const vectors = randomVectors(200, 6, 3);
    const [a, b] = [await projectVectors(vectors, settings()), await projectVectors(vectors, settings())];
    expect(a).toEqual(b);
    const other = await projectVectors(vectors, settings({ seed: 1 }));
    expect(other.x).not.toEqual(a.x);
  });

  it('tells its progress by epoch', async () => {
    const epochs: number[] = [];
    const progress = (done: number, total: number, text: string) => {
      if (text === 'laying out' && total === 40) epochs.push(done);
    };
    const { epochs: used } = await projectVectors(randomVectors(60, 4, 4), settings({ epochs: 40 }), { progress });
    expect(used).toBe(40);
    expect(epochs).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('takes 500 epochs up to 10,000 points', async () => {
    expect((await projectVectors(randomVectors(40, 4, 4), settings())).epochs).toBe(500);
  });

  it('stops when it is canceled and leaves other work its turns', async () => {
    const controller = new AbortController();
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const progress = (done: number) => done === 200 && controller.abort();
    const running = projectVectors(randomVectors(1500, 4, 5), settings(), { signal: controller.signal, progress });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    clearInterval(clock);
    expect(turns).toBeGreaterThan(5);
  });

  it('leaves out vectors that have no place', async () => {
    const vectors = randomVectors(50, 3, 6);
    vectors.data.set([0, 0, 0], 0);
    vectors.data.set([1, Number.NaN, 0], 9);
    vectors.data.set([Number.POSITIVE_INFINITY, 0, 0], 12);
    const map = await projectVectors(vectors, settings({ metric: 'cosine' }));
    expect(map.leftOut).toEqual({ notFinite: 2, zero: 1 });
    expect([...map.kept.subarray(0, 4)]).toEqual([1, 2, 5, 6]);
    expect(map.x).toHaveLength(47);
    expect([...map.x, ...map.y].every(Number.isFinite)).toBe(true);
    expect((await projectVectors(vectors, settings())).leftOut).toEqual({ notFinite: 2, zero: 0 });
  });

  it.each<[string, Vectors]>([
    ['vectors that are all the same', { rows: 40, dimension: 3, data: new Float32Array(120).fill(2) }],
    [
      'vectors of one number',
      { rows: 40, dimension: 1, data: Float32Array.from({ length: 40 }, (_, at) => at - 19.5) },
    ],
    ['as few as there can be', { rows: 16, dimension: 2, data: randomVectors(16, 2, 7).data }],
    [
      'numbers of any size',
      { rows: 40, dimension: 2, data: randomVectors(40, 2, 8).data.map((value) => value * 1e18) },
    ],
  ])('is finite for %s', async (_, vectors) => {
    for (const metric of ['cosine', 'dot', 'euclidean'] as const) {
      const { x, y } = await projectVectors(vectors, settings({ metric, epochs: 50 }));
      expect([...x, ...y].every(Number.isFinite), metric).toBe(true);
    }
  });

  it('has no quality where half of the points are no more than its neighbors', async () => {
    expect((await projectVectors(randomVectors(30, 3, 1), settings())).quality).toBeNull();
    expect((await projectVectors(randomVectors(31, 3, 1), settings())).quality?.points).toBe(31);
  });

  it.each([
    [15, {}, '15 vectors are too few for a map by 15 neighbors.'],
    [2, { neighbors: 2 }, '2 vectors are too few for a map by 2 neighbors.'],
    [0, {}, '0 vectors are too few'],
    [50, { neighbors: 1 }, 'neighbors is 1, but it is a whole number from 2 on.'],
    [50, { minDist: 2 }, 'minDist is 2 and spread 1, but 0 <= minDist <= spread'],
    [50, { spread: 0, minDist: 0 }, 'spread is above 0'],
    [50, { epochs: 0 }, 'epochs is 0'],
    [50, { qualityNeighbors: 0 }, 'qualityNeighbors is 0'],
  ])('refuses %d vectors with %o in words', async (rows, given, message) => {
    await expect(projectVectors(randomVectors(rows, 3, 1), settings(given))).rejects.toThrow(message);
  });
});
