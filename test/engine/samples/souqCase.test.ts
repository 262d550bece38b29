import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { betweenModels } from '../../../electron/engine/fidelity/betweenModels';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { requestFeatures, rowFeatures } from '../../../samples/tools/souq/features';

const folder = path.resolve('samples/souq');

describe('souq, its case', () => {
  const cacheDir = mkdtempSync(path.join(os.tmpdir(), 'rankscope-souq-'));
  let session: Session;
  beforeAll(async () => {
    session = (await openCase({ path: folder, cacheDir, memory: true })).session;
  });
  afterAll(async () => {
    await session.close();
    rmSync(cacheDir, { recursive: true });
  });

  const modelOf = (name: string) => session.models.find((each) => each.name === name)!;
  const rows = (text: string) => session.db.readRows({ text });

  it('scores every ONNX model with one output for every row', () => {
    for (const name of ['baseline', 'candidate', 'two-tower']) {
      expect(modelOf(name), name).toMatchObject({ state: 'ready', scoredRows: 95_760, missingRows: 0, reason: null });
    }
  });

  it.each(['baseline', 'candidate'])('has one model in ONNX and as text, and the two agree: %s', async (name) => {
    const [onnx, text] = [name, `${name} text`].map((each) => ({ ...modelOf(each), served: true }));
    const found = await betweenModels(session, onnx!, text!);
    expect(found).toMatchObject({ comparedRows: 95_760, link: 'none', orderChanges: 0 });
    expect(['exact', 'close']).toContain(found.verdict);
    // Where a row falls on the other side of a split, it lies beside the threshold.
    expect(found.cause).toBe(found.differentRows === 0 ? null : 'float32_threshold');
  });

  it('feeds the request tower of the two-tower model with the features of the request', async () => {
    const { n, features } = modelOf('two-tower');
    const item = rowFeatures.slice(0, 5).map((name) => `f.${name}`);
    expect(features).toEqual([...requestFeatures, ...item]);
    const list = features.map((name) => `f."${name}"`).join(', ');
    const found = await rows(
      `SELECT s.score, ${list} FROM features_logged f JOIN scores_${n} s USING (row_id) WHERE f.row_id % 97 = 0 ORDER BY f.row_id`,
    );
    const matrix = (names: readonly string[]) =>
      Float32Array.from(
        found.flatMap((row) => names.map((name) => Number(row[name] ?? (name === 'f.i_rating' ? 4 : 0)))),
      );
    const runtime = new LocalRuntime(openOnnxSession);
    const { handle } = await runtime.load(path.join(folder, 'models/two_tower.onnx'));
    const input = (name: string, names: readonly string[]) => {
      const shape = [null, names.length];
      return {
        name,
        type: 'float32' as const,
        width: names.length,
        shape,
        perCall: false,
        pad: null,
        data: matrix(names),
      };
    };
    const [expected] = await runtime.run(handle, {
      rows: found.length,
      inputs: [input('request', requestFeatures), input('item', item)],
      calls: null,
      fixedRows: null,
      outputs: [{ tensor: 'score', column: null, classifier: false }],
    });
    await runtime.release(handle);
    expect(found.length).toBeGreaterThan(900);
    found.forEach(({ score }, row) => {
      expect(score as number).toBeCloseTo(expected![row]!, 5);
    });
  });

  it('has recomputed features for every row', async () => {
    const [counts] = await rows(
      `SELECT count(*)::DOUBLE AS n, count_if(l."f.i_price" = r."f.i_price")::DOUBLE AS equal
FROM features_logged l JOIN features_recomputed r USING (row_id)`,
    );
    expect(counts!.n).toBe(95_760);
    expect(Number(counts!.equal) / 95_760).toBeGreaterThan(0.99);
  });
});
