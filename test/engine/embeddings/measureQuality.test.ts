import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureQuality } from '../../../electron/engine/embeddings/measureQuality';
import { mapQuality } from '../../../shared/embeddings/mapQuality';
import { type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { clusteredVectors, randomVectors } from '../../unit/embeddings/randomVectors';

const plane = (vectors: Vectors) => vectorSpace(vectors, 'euclidean');

describe('the quality of a map, measured in blocks', () => {
  it('is that of the reference, also with ties', async () => {
    const cases = fc.record({
      rows: fc.integer({ min: 3, max: 40 }),
      dimension: fc.integer({ min: 1, max: 6 }),
      wanted: fc.integer({ min: 1, max: 20 }),
      seed: fc.nat(1000),
      whole: fc.boolean(),
      metric: fc.constantFrom('cosine' as const, 'dot' as const, 'euclidean' as const),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows, dimension, wanted, seed, whole, metric }) => {
        const k = Math.min(wanted, Math.ceil(rows / 2) - 1);
        const [input, map] = [randomVectors(rows, dimension, seed), randomVectors(rows, 2, seed + 1)];
        const coarse = (each: Vectors) => ({ ...each, data: each.data.map((value) => Math.round(value) + 0.5) });
        const [inside, outside] = whole ? [coarse(input), coarse(map)] : [input, map];
        const space = vectorSpace(inside, metric);
        const measured = await measureQuality(space, plane(outside), { k, seed });
        expect(measured).toEqual({ ...mapQuality(space, plane(outside), k), points: rows });
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('is estimated from 1,000 points of more than 3,000', async () => {
    const input = vectorSpace(clusteredVectors(3001, 8, { clusters: 10, apart: 2, seed: 1 }), 'euclidean');
    const data = Float32Array.from({ length: 6002 }, (_, at) => input.data[(at >> 1) * 8 + (at & 1)]!);
    const map = plane({ rows: 3001, dimension: 2, data });
    const estimate = await measureQuality(input, map, { k: 15, seed: 1 });
    const firsts = [input, map].map((each) => ({ ...each, rows: 3000 })) as [typeof input, typeof map];
    const whole = await measureQuality(...firsts, { k: 15, seed: 0 });
    expect(whole.points).toBe(3000);
    expect(estimate.points).toBe(1000);
    expect(Math.abs(estimate.trustworthiness - whole.trustworthiness)).toBeLessThan(0.01);
    expect(Math.abs(estimate.continuity - whole.continuity)).toBeLessThan(0.01);
    expect(Math.abs(estimate.knnPreservation - whole.knnPreservation)).toBeLessThan(0.01);
    expect(await measureQuality(input, map, { k: 15, seed: 1 })).toEqual(estimate);
    expect(await measureQuality(input, map, { k: 15, seed: 2 })).not.toEqual(estimate);
  });

  it('refuses as many neighbors as half of the points, and stops when it is canceled', async () => {
    const space = plane(randomVectors(30, 2, 1));
    await expect(measureQuality(space, space, { k: 15, seed: 0 })).rejects.toMatchObject({ code: 'usage' });
    const signal = AbortSignal.abort();
    await expect(measureQuality(space, space, { k: 2, seed: 0 }, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
