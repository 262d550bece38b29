import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import type { Wire } from '../../../electron/engine/scoring/runtimeMessages';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { readTreeFile } from '../../../electron/engine/scoring/trees/readTreeFile';
import { serveTreeCalls } from '../../../electron/engine/scoring/trees/treeMessages';
import { LostThreadError, TreePool, treePool } from '../../../electron/engine/scoring/trees/treePool';
import { treeSession } from '../../../electron/engine/scoring/trees/treeSession';
import { TreeThread } from '../../../electron/engine/scoring/trees/treeThread';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { fixtureFolder } from '../../unit/trees/support/fixtures';
import { randomRows, unitsFrom } from '../../unit/trees/support/randomForest';
import { caseOf, logFeatures, readScores, withSession } from './support/scoringCase';

const bundle = path.resolve('out/test/treePoolProgram.cjs');
const names = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
const file = (name: string) => path.join(fixtureFolder, name);
const output = { tensor: 'prediction', column: null, classifier: false };

function batchOf(rows: number, seed: number) {
  const data = randomRows(unitsFrom(seed), rows, 6);
  const input = {
    name: 'features',
    type: 'float64' as const,
    width: 6,
    shape: [null, 6],
    perCall: false,
    pad: null,
    data,
  };
  return { rows, fixedRows: null, calls: null, outputs: [output], inputs: [input] };
}

/** Threads that are none: they answer in this thread, over a channel. */
function channels() {
  const threads: TreeThread[] = [];
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    serveTreeCalls(port2 as Wire);
    const thread = new TreeThread(port1 as Wire, () => port1.close());
    threads.push(thread);
    return thread;
  };
  return { threads, start };
}

beforeAll(() =>
  bundleNode({ entry: 'test/engine/scoring/support/workerProgram.ts', outFile: bundle, target: 'node20', banner: '' }),
);

describe('the threads for trees', () => {
  it('score as the calling thread does', async () => {
    const pool = treePool(bundle);
    const local = new LocalRuntime(async (each) => treeSession((await readTreeFile(each))!));
    for (const name of ['lgb_categorical.txt', 'xgb_logistic.ubj']) {
      const [there, here] = [await pool.load(file(name)), await local.load(file(name))];
      expect(there.signature).toEqual(here.signature);
      const scores = await Promise.all([1, 2, 3, 4, 5].map((seed) => pool.run(there.handle, batchOf(100, seed))));
      for (const [at, seed] of [1, 2, 3, 4, 5].entries()) {
        expect(scores[at]).toEqual(await local.run(here.handle, batchOf(100, seed)));
      }
      await pool.release(there.handle);
    }
    await expect(pool.load(file('make.py'))).rejects.toThrow('neither a LightGBM text model nor an XGBoost model');
  });

  it('are started as batches need them, at most one a core, and end with the last model', async () => {
    const { threads, start } = channels();
    const pool = new TreePool(start, 3);
    const { handle } = await pool.load(file('lgb_regression.txt'));
    await pool.run(handle, batchOf(10, 1));
    expect(threads).toHaveLength(1);
    await Promise.all(Array.from({ length: 8 }, (_, seed) => pool.run(handle, batchOf(10, seed))));
    expect(threads).toHaveLength(3);
    await pool.release(handle);
    await pool.read(file('lgb_regression.txt'));
    expect(threads).toHaveLength(4);
  });

  it('stay for the next model while they are held', async () => {
    const { threads, start } = channels();
    const pool = new TreePool(start, 2);
    const [first, second] = [pool.hold(), pool.hold()];
    for (const name of ['lgb_regression.txt', 'lgb_categorical.txt']) {
      const { handle } = await pool.load(file(name));
      await pool.run(handle, batchOf(10, 1));
      await pool.release(handle);
      first();
      first();
    }
    expect(threads).toHaveLength(1);
    second();
    await pool.read(file('lgb_regression.txt'));
    expect(threads).toHaveLength(2);
  });

  it('share one copy of a forest', async () => {
    const { trees } = (await new TreePool(channels().start, 1).read(file('lgb_categorical.txt')))!;
    expect(trees.threshold.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(trees.featureNames).toEqual(names);
  });

  it('are replaced when one is lost', async () => {
    const { threads, start } = channels();
    const pool = new TreePool(start, 1);
    const { handle } = await pool.load(file('lgb_regression.txt'));
    const broken = pool.run(handle, batchOf(10, 1));
    threads[0]!.lose(new LostThreadError('out of memory'));
    await expect(broken).rejects.toThrow('A thread that scored a model of trees ended: out of memory.');
    expect((await pool.run(handle, batchOf(10, 1)))[0]).toHaveLength(10);
    await pool.release(handle);
  });

  it('give a case the same scores in any number and can be cancelled', async () => {
    await withSession(async (db, folder) => {
      const rows = Array.from({ length: 9_900 }, (_, row) => [
        row % 97,
        (row % 13) / 13,
        row % 400,
        null,
        row % 7,
        row % 70,
      ]);
      await logFeatures(db, names, rows, 'DOUBLE');
      const models = caseOf([{ name: 'm', file: 'lgb_categorical.txt', format: 'lightgbm' }]);
      const input = { db, case: models, folder: fixtureFolder, sessionDir: folder, union: false };
      const seen: number[] = [];
      const progress = (done: number, total: number | null) => total !== null && seen.push(done);
      const pool = () => new TreePool(channels().start, 3);
      await scoreModels({ ...input, treeRuntime: pool(), progress });
      const scores = await readScores(db, 1);
      expect(seen.at(-1)).toBe(9_900);
      await scoreModels({
        ...input,
        treeRuntime: new LocalRuntime(async (each) => treeSession((await readTreeFile(each))!)),
      });
      expect(await readScores(db, 1)).toEqual(scores);
      const stop = new AbortController();
      const work = scoreModels({
        ...input,
        treeRuntime: pool(),
        signal: stop.signal,
        progress: (done) => done > 0 && stop.abort(),
      });
      await expect(work).rejects.toThrow('cancelled');
    });
  });

  it('refuse an empty file and one that is something else', async () => {
    await withSession(async (_, folder) => {
      const local = new LocalRuntime(async (each) => treeSession((await readTreeFile(each))!));
      await writeFile(path.join(folder, 'empty.txt'), '');
      await expect(local.load(path.join(folder, 'empty.txt'))).rejects.toThrow('neither a LightGBM text model');
    });
  });
});
