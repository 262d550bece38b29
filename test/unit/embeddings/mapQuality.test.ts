import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapQuality } from '../../../shared/embeddings/mapQuality';
import { type Vectors, vectorSpace } from '../../../shared/embeddings/vectorSpace';
import { randomVectors } from './randomVectors';

const line = (values: readonly number[]) =>
  vectorSpace({ rows: values.length, dimension: 1, data: Float32Array.from(values) }, 'euclidean');
const euclidean = (vectors: Vectors) => vectorSpace(vectors, 'euclidean');

describe('the quality of a map', () => {
  // definitions.md F2. Input neighbors of 0..21, k = 2; the map swaps 6 and 10 (rows 3 and 4). Trustworthiness: rows whose
  // neighbors on the map have input ranks beyond 2 add 6 in all, so 1 - 2·6 / (7·2·(14 - 6 - 1)) = 1 - 12/98.
  it('is that of the worked example', () => {
    const quality = mapQuality(line([0, 1, 3, 6, 10, 15, 21]), line([0, 1, 3, 10, 6, 15, 21]), 2);
    expect(quality.trustworthiness).toBeCloseTo(1 - 12 / 98, 12);
    expect(quality.trustworthiness).toBeCloseTo(0.877551, 6);
    expect(quality.continuity).toBeCloseTo(0.877551, 6);
    expect(quality.knnPreservation).toBeCloseTo(0.714286, 6);
  });

  it('is 1 for a map that is the input', () => {
    const space = euclidean(randomVectors(30, 2, 1));
    const perfect = { trustworthiness: 1, continuity: 1, knnPreservation: 1 };
    for (const k of [1, 5, 14]) expect(mapQuality(space, space, k)).toEqual({ k, ...perfect });
  });

  it('swaps trustworthiness and continuity when input and map change places', () => {
    const [a, b] = [euclidean(randomVectors(25, 5, 2)), euclidean(randomVectors(25, 2, 3))];
    const [there, back] = [mapQuality(a, b, 4), mapQuality(b, a, 4)];
    expect(there.trustworthiness).toBe(back.continuity);
    expect(there.continuity).toBe(back.trustworthiness);
    expect(there.knnPreservation).toBe(back.knnPreservation);
  });

  it('lies between 0 and 1, and does not change with the order of the points', () => {
    const seeds = fc.tuple(fc.integer({ min: 5, max: 30 }), fc.integer({ min: 1, max: 14 }), fc.nat(1000));
    fc.assert(
      fc.property(seeds, ([rows, wanted, seed]) => {
        const k = Math.min(wanted, Math.ceil(rows / 2) - 1);
        const [input, map] = [randomVectors(rows, 4, seed), randomVectors(rows, 2, seed + 1)];
        const turned = (each: Vectors) => ({
          ...each,
          data: Float32Array.from(each.data, (_, at) => {
            const [row, column] = [Math.floor(at / each.dimension), at % each.dimension];
            return each.data[(rows - 1 - row) * each.dimension + column]!;
          }),
        });
        const quality = mapQuality(euclidean(input), euclidean(map), k);
        for (const value of [quality.trustworthiness, quality.continuity, quality.knnPreservation]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        const again = mapQuality(euclidean(turned(input)), euclidean(turned(map)), k);
        expect(again.trustworthiness).toBeCloseTo(quality.trustworthiness, 12);
        expect(again.knnPreservation).toBeCloseTo(quality.knnPreservation, 12);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('refuses as many neighbors as half of the points', () => {
    const space = line([0, 1, 2, 3, 4, 5]);
    expect(() => mapQuality(space, space, 3)).toThrow(
      'The quality of a map of 6 points cannot be told from 3 neighbors.',
    );
    expect(() => mapQuality(space, space, 0)).toThrow('from 0 neighbors');
    expect(mapQuality(space, space, 2).k).toBe(2);
  });
});
