import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLoader } from '../../../electron/engine/db/open';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import type { Batch, ModelSignature } from '../../../electron/engine/scoring/modelRuntime';
import { PartialScores } from '../../../electron/engine/scoring/partialScores';
import { scoreFeatures } from '../../../electron/engine/scoring/scoreFeatures';
import { openCase } from '../../../electron/engine/session/openCase';
import { writeOnnx } from '../../../samples/tools/onnxWriter';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { caseOf, logFeatures, readScores, withSession } from './support/scoringCase';

const signature: ModelSignature = {
  inputs: [{ name: 'X', type: 'float64', shape: [null, 1] }],
  outputs: [{ name: 'score', type: 'float64', shape: [null] }],
  features: ['f'],
  zipMaps: [],
};
const model = caseOf([{ name: 'echo', file: 'm.onnx', format: 'onnx' }]).models[0]!;
const targets = [{ table: 'scores_1', output: null }];
/** A page holds eight batches: 24 rows. */
const batchRows = 3;
const rows = Array.from({ length: 100 }, (_, row) => [row % 7 === 3 ? null : row / 8]);
const expected = rows.map(([value]) => value);

/** Scores under `key` and cancels after that many batches; gives the number of batches that were run. */
async function score(
  db: Parameters<typeof scoreFeatures>[0],
  folder: string,
  { key = 'key', batches = Number.POSITIVE_INFINITY } = {},
): Promise<number> {
  let calls = 0;
  const stop = new AbortController();
  const run = async ({ inputs }: Batch) => {
    calls++;
    if (calls === batches) stop.abort();
    return [Float64Array.from(inputs[0]!.data as Float64Array)];
  };
  const runtime = new LocalRuntime(async () => ({ signature, run, release: async () => {} }));
  const kept = await PartialScores.open(folder, key, [null]);
  const scoring = scoreFeatures(db, runtime, 'm.onnx', model, targets, { signal: stop.signal, batchRows, kept });
  if (batches === Number.POSITIVE_INFINITY) {
    const [counts] = await scoring;
    expect(counts).toMatchObject({ scoredRows: 86, missingRows: 14, nonFiniteRows: 14 });
  } else await expect(scoring).rejects.toMatchObject({ code: 'cancelled' });
  return calls;
}

const partial = async (folder: string) => {
  const [name] = await readdir(path.join(folder, 'scoring.partial'));
  return path.join(folder, 'scoring.partial', name!);
};

describe('a scoring that was cancelled', () => {
  it('goes on behind the last whole page and gives the same scores', async () => {
    await withSession(async (db, folder) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      expect(await score(db, folder, { batches: 20 })).toBe(20);
      expect(await score(db, folder, { batches: 10 })).toBe(10);
      // Of 34 batches, three pages of eight were whole.
      expect(await score(db, folder)).toBe(34 - 24);
      expect(await readScores(db, 1)).toEqual(expected);
    });
  });

  it('starts over under another key', async () => {
    await withSession(async (db, folder) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      await score(db, folder, { batches: 20 });
      expect(await score(db, folder, { key: 'other' })).toBe(34);
    });
  });

  it.each([1, 300, 10_000])('scores again what was written only in part (%i bytes lost)', async (lost) => {
    await withSession(async (db, folder) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      await score(db, folder, { batches: 20 });
      const file = await partial(folder);
      await truncate(file, Math.max(0, 2 * (32 + 24 * 12) - lost));
      expect(await score(db, folder)).toBe(lost < 320 ? 34 - 8 : 34);
      expect(await readScores(db, 1)).toEqual(expected);
    });
  });

  it('does not believe a file that was changed', async () => {
    await withSession(async (db, folder) => {
      await logFeatures(db, ['f'], rows, 'DOUBLE');
      await score(db, folder, { batches: 20 });
      await writeFile(await partial(folder), Buffer.alloc(640, 7), { flag: 'r+' });
      expect(await score(db, folder)).toBe(34);
      expect(await readScores(db, 1)).toEqual(expected);
    });
  });
});

describe('an engine that dies while a model is scored', () => {
  const program = path.resolve('out/test/dyingBuild.cjs');
  let folder: string;
  beforeAll(async () => {
    const bundled = bundleNode({
      entry: 'test/engine/scoring/support/dyingBuild.ts',
      outFile: program,
      target: 'node20',
      banner: '',
    });
    folder = await mkdtemp(path.join(os.tmpdir(), 'rankscope-dying-'));
    await mkdir(path.join(folder, 'case'));
    await writeCase(path.join(folder, 'case'));
    await bundled;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const die = (cache: string) =>
    promisify(execFile)(process.execPath, [program, path.join(folder, 'case'), path.join(folder, cache), '73728']).then(
      () => null,
      (error: { signal: string }) => error.signal,
    );

  async function build(cache: string) {
    const seen: number[] = [];
    const progress = (done: number, _: number | null, text: string) => {
      if (text === 'Scoring net' && done > 0) seen.push(done);
    };
    const { session } = await openCase(
      { path: path.join(folder, 'case'), cacheDir: path.join(folder, cache) },
      { progress },
    );
    const [record] = session.models;
    const facts = 'SELECT count(*)::DOUBLE AS n, bit_xor(hash(row_id, score))::VARCHAR AS bits FROM scores_1';
    const scores = record!.state === 'ready' ? await session.db.readOne({ text: facts }) : null;
    await session.close();
    const left = await readdir(path.dirname(session.file));
    return { record: record!, first: seen[0], scores, left: left.filter((name) => name.startsWith('scoring.')) };
  }

  it('goes on where it stopped, with the same bytes, and leaves nothing behind', async () => {
    const whole = await build('whole');
    expect(whole).toMatchObject({ first: 8192, scores: { n: 90_000 }, left: [] });
    expect(await die('once')).toBe('SIGKILL');
    const resumed = await build('once');
    expect(resumed.first).toBe(65_536);
    expect(resumed.scores).toEqual(whole.scores);
    expect(resumed.left).toEqual([]);
  });

  it('leaves the model out once it has died twice at the same place', async () => {
    expect(await die('twice')).toBe('SIGKILL');
    expect(await die('twice')).toBe('SIGKILL');
    for (let start = 0; start < 2; start++) {
      const { record, left } = await build('twice');
      expect(record).toMatchObject({ state: 'failed' });
      expect(record.reason).toMatch(/ended the engine the last two times.*Delete .*scoring\.crashed to try it again/);
      expect(left).toEqual(['scoring.crashed']);
    }
  });
});

async function writeCase(folder: string): Promise<void> {
  const layers = [{ weights: [[0.5], [-0.25]], bias: [0.1], activation: 'tanh' as const }];
  await writeFile(path.join(folder, 'net.onnx'), writeOnnx({ name: 'net', features: ['f_x', 'f_y'], layers }));
  const db = await openLoader(null);
  await db.run({
    text: `COPY (SELECT 'q' || (i // 30) AS qid, 'd' || (i % 30) AS doc, sin(i) AS f_x, cos(3 * i) AS f_y FROM range(90000) t(i))
TO '${path.join(folder, 'log.parquet')}' (FORMAT parquet)`,
  });
  await db.close();
  await writeFile(
    path.join(folder, 'case.yaml'),
    `rankscope: 1
name: Large
log: { path: log.parquet, columns: { request: qid, item: doc } }
models: [{ name: net, file: net.onnx }]
`,
  );
}
