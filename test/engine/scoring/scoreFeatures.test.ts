import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import type { Batch, ModelSignature } from '../../../electron/engine/scoring/modelRuntime';
import { scoreFeatures } from '../../../electron/engine/scoring/scoreFeatures';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { caseOf, logFeatures, readScores, withSession } from './support/scoringCase';
import { smallSample } from './support/smallSample';

const signature: ModelSignature = {
  inputs: [{ name: 'X', type: 'float64', shape: [null, 1] }],
  outputs: [{ name: 'score', type: 'float32', shape: [null] }],
  features: ['f'],
  zipMaps: [],
};

/** A model that gives back its only feature, and remembers what it was fed. */
function echo(calls: number[] = [], onRun: () => void = () => {}) {
  const run = async ({ rows, inputs }: Batch) => {
    calls.push(rows);
    onRun();
    return [Float64Array.from(inputs[0]!.data as Float64Array)];
  };
  return new LocalRuntime(async () => ({ signature, run, release: async () => {} }));
}

const target = [{ table: 'scores_1', output: null }];
const model = caseOf([{ name: 'echo', file: 'm.onnx', format: 'onnx' }]).models[0]!;
const rows = Array.from({ length: 100 }, (_, row) => [row / 8]);

describe('scoring in pages', () => {
  it.each([1, 7, 100, 8192])('gives the same scores in batches of %i', async (batchRows) => {
    await withSession(async (db) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      const calls: number[] = [];
      await scoreFeatures(db, echo(calls), 'm.onnx', model, target, { batchRows });
      expect(await readScores(db, 1)).toEqual(rows.flat());
      expect(Math.max(...calls)).toBe(Math.min(batchRows, 100));
    });
  });

  it('reports progress in rows', async () => {
    await withSession(async (db) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      const seen: number[][] = [];
      const progress = (done: number, total: number) => seen.push([done, total]);
      await scoreFeatures(db, echo(), 'm.onnx', model, target, { batchRows: 3, progress });
      expect(seen[0]).toEqual([3, 100]);
      expect(seen.at(-1)).toEqual([100, 100]);
      expect(seen.map(([done]) => done)).toEqual([...seen.map(([done]) => done!)].sort((a, b) => a - b));
    });
  });

  it('turns scores that are not finite into null', async () => {
    await withSession(async (db) => {
      await logFeatures(db, ['f'], [[1], [null], [3]], 'DOUBLE');
      const [counts] = await scoreFeatures(db, echo(), 'm.onnx', model, target);
      expect(await readScores(db, 1)).toEqual([1, null, 3]);
      expect(counts).toMatchObject({ scoredRows: 2, missingRows: 1, nonFiniteRows: 1 });
    });
  });

  it('scores only rows of the log, by their row ids', async () => {
    await withSession(async (db) => {
      await db.run({
        text: 'CREATE TABLE features_logged AS SELECT (2 * i + 5)::INTEGER AS row_id, i::DOUBLE AS f FROM range(40) t(i)',
      });
      await scoreFeatures(db, echo(), 'm.onnx', model, target, { batchRows: 4 });
      const scores = await db.readRows({ text: 'FROM scores_1' });
      expect(scores).toEqual(Array.from({ length: 40 }, (_, i) => ({ row_id: 2 * i + 5, score: i })));
    });
  });

  it('takes several outputs from one pass', async () => {
    await withSession(async (db) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      const two = {
        ...signature,
        outputs: ['click', 'order'].map((name) => ({ name, type: 'float32', shape: [null] })),
      };
      const asked: string[][] = [];
      const run = async ({ inputs, outputs }: Batch) => {
        asked.push(outputs.map(({ tensor }) => tensor));
        return outputs.map((_, index) => Float64Array.from(inputs[0]!.data as Float64Array, (x) => x + index));
      };
      const runtime = new LocalRuntime(async () => ({ signature: two, run, release: async () => {} }));
      const targets = [
        { table: 'scores_1', output: 'order' },
        { table: 'scores_2', output: 'click' },
      ];
      const scored = await scoreFeatures(db, runtime, 'm.onnx', model, targets);
      expect(scored.map(({ output, scoredRows }) => [output, scoredRows])).toEqual([
        ['order', 100],
        ['click', 100],
      ]);
      expect(asked).toEqual([['order', 'click']]);
      expect(await readScores(db, 1)).toEqual(rows.flat());
      expect(await readScores(db, 2)).toEqual(rows.flat().map((x) => x + 1));
    });
  });

  it('writes an empty table for a log without rows', async () => {
    await withSession(async (db) => {
      await logFeatures(db, ['f'], [], 'DOUBLE');
      expect(await scoreFeatures(db, echo(), 'm.onnx', model, target)).toMatchObject([
        { scoredRows: 0, missingRows: 0 },
      ]);
      expect(await readScores(db, 1)).toEqual([]);
    });
  });
});

describe('cancelling', () => {
  it('leaves no half table and starts over cleanly', async () => {
    await withSession(async (db, sessionDir) => {
      await logFeatures(
        db,
        ['f'],
        Array.from({ length: 20_000 }, (_, row) => [row]),
        'DOUBLE',
      );
      const stop = new AbortController();
      const models = [{ name: 'echo', file: 'models/baseline.onnx', format: 'onnx' }];
      const input = { db, case: caseOf(models), folder: smallSample, sessionDir, union: false };
      const calls: number[] = [];
      const cancelled = scoreModels({ ...input, runtime: echo(calls, () => stop.abort()), signal: stop.signal });
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
      expect(calls).toEqual([8192]);
      await expect(db.readRows({ text: 'FROM scores_1' })).rejects.toThrow('scores_1');
      const [record] = await scoreModels({ ...input, runtime: echo() });
      expect(record).toMatchObject({ state: 'ready', scoredRows: 20_000 });
      const off = await db.readOne({
        text: 'SELECT count(*)::DOUBLE AS n FROM scores_1 WHERE rowid <> row_id OR score <> row_id',
      });
      expect(off!.n).toBe(0);
    });
  });
});

describe('keys', () => {
  it('change with what decides the scores and nothing else', async () => {
    await withSession(async (db, sessionDir) => {
      await logFeatures(db, ['f'], [[1]], 'DOUBLE');
      const wish = { name: 'a', file: 'models/baseline.onnx', format: 'onnx', features: ['f'] };
      const models = [
        wish,
        { ...wish, name: 'b' },
        { ...wish, name: 'c', missing: { f: 0 } },
        { ...wish, name: 'd', output: 'score' },
      ];
      const run = (tablesKey: string) =>
        scoreModels({
          db,
          case: caseOf(models),
          folder: smallSample,
          sessionDir,
          union: false,
          tablesKey,
          runtime: echo(),
        });
      const keys = (await run('1')).map(({ key }) => key);
      expect(keys[0]).toBe(keys[1]);
      expect(new Set(keys).size).toBe(3);
      expect((await run('2')).map(({ key }) => key)).not.toContain(keys[0]);
    });
  });

  it('name the release of ONNX Runtime that is installed', async () => {
    const { ortVersion } = await import('../../../electron/engine/scoring/ortVersion');
    const { default: installed } = await import('onnxruntime-node/package.json', { with: { type: 'json' } });
    expect(ortVersion).toBe(installed.version);
    expect(path.isAbsolute(smallSample)).toBe(true);
  });
});
