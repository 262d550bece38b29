import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { closeOrtWorker, ortWorker } from '../../../electron/engine/scoring/ortWorker';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { caseOf, readScores, withSession } from './support/scoringCase';
import { copyModel, loadSmallSample, smallSample } from './support/smallSample';

const bundle = path.resolve('out/test/workerProgram.cjs');
const program = 'test/engine/scoring/support/workerProgram.ts';

beforeAll(() => bundleNode({ entry: program, outFile: bundle, target: 'node20', banner: '' }));
afterAll(() => closeOrtWorker());

const model = (file: string) => ({ name: file, file, format: 'onnx', missing: { f_ctr_28d: 0 } });

describe('the scoring thread', () => {
  it('scores as the calling thread does', async () => {
    await withSession(async (db, sessionDir) => {
      await loadSmallSample(db);
      const models = caseOf([model('models/baseline.onnx'), model('models/candidate.onnx')]);
      const input = { db, case: models, folder: smallSample, sessionDir, union: false };
      const there = await scoreModels({ ...input, runtime: ortWorker(bundle) });
      const scores = [await readScores(db, 1), await readScores(db, 2)];
      const here = await scoreModels({ ...input, runtime: new LocalRuntime(openOnnxSession) });
      expect(there).toEqual(here);
      expect([await readScores(db, 1), await readScores(db, 2)]).toEqual(scores);
    });
  });

  it('is one thread that outlives a broken model', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      await copyModel('baseline.onnx', folder);
      await writeFile(path.join(folder, 'broken.onnx'), 'no model');
      const runtime = ortWorker(bundle);
      expect(ortWorker(bundle)).toBe(runtime);
      const models = caseOf([model('broken.onnx'), model('baseline.onnx')]);
      const records = await scoreModels({ db, case: models, folder, sessionDir: folder, union: false, runtime });
      expect(records.map(({ state }) => state)).toEqual(['failed', 'ready']);
      expect(records[0]!.reason).toContain('broken.onnx is not a readable ONNX file');
    });
  });

  it('lets its program end and keeps the library to itself', async () => {
    const file = path.join(smallSample, 'models/baseline.onnx');
    const { stdout } = await promisify(execFile)(process.execPath, [bundle, file], { timeout: 20_000 });
    const { features, native } = JSON.parse(stdout);
    expect(features).toHaveLength(8);
    expect(native).toBe(false);
  });

  it('starts again after it was closed', async () => {
    const before = ortWorker(bundle);
    await closeOrtWorker();
    await expect(before.load(path.join(smallSample, 'models/baseline.onnx'))).rejects.toThrow('scoring thread ended');
    const { handle, signature } = await ortWorker(bundle).load(path.join(smallSample, 'models/baseline.onnx'));
    expect(signature.features).toHaveLength(8);
    await ortWorker(bundle).release(handle);
  });
});
