import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runLayout } from '../../../electron/engine/embeddings/layoutWorker';
import { projectionDefaults } from '../../../electron/engine/embeddings/projectionSettings';
import { projectVectors } from '../../../electron/engine/embeddings/projectVectors';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { clusteredVectors, randomVectors } from '../../unit/embeddings/randomVectors';

const bundle = path.resolve('out/test/layoutProgram.cjs');
const settings = { ...projectionDefaults, metric: 'cosine' as const, epochs: 20 };

beforeAll(() =>
  bundleNode({ entry: 'test/engine/scoring/support/workerProgram.ts', outFile: bundle, target: 'node20', banner: '' }),
);

describe('a map made in a thread of its own', () => {
  it('has the same bytes as one made here, also by way of an index', async () => {
    const vectors = clusteredVectors(6000, 64, { clusters: 20, apart: 1, seed: 1 });
    const here = await projectVectors(vectors, settings);
    const steps = new Set<string>();
    const progress = (_done: number, _total: number, text: string) => steps.add(text);
    const { rows, dimension, data } = vectors;
    const there = await runLayout(bundle, { vectors: { rows, dimension, data }, settings }, { progress });
    expect(there).toEqual(here);
    expect(there.neighborSearch.method).toBe('hnsw');
    expect([...steps]).toEqual(['indexing vectors', 'searching neighbors', 'laying out', 'measuring the map']);
  });

  it('ends at once when it is canceled', async () => {
    const controller = new AbortController();
    const work = { vectors: randomVectors(2000, 16, 1), settings: { ...settings, epochs: 100_000 } };
    const progress = (_done: number, _total: number, text: string) => text === 'laying out' && controller.abort();
    const running = runLayout(bundle, work, { signal: controller.signal, progress });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const aborted = { vectors: randomVectors(20, 2, 1), settings };
    await expect(runLayout(bundle, aborted, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('says what is wrong with the vectors', async () => {
    const work = { vectors: randomVectors(9, 2, 1), settings };
    await expect(runLayout(bundle, work)).rejects.toMatchObject({
      code: 'input',
      message: '9 vectors are too few for a map by 15 neighbors.',
      hint: 'Set neighbors to at most 8.',
    });
  });
});
