import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { betweenModels } from '../../../electron/engine/fidelity/betweenModels';
import { modelObjectives } from '../../../electron/engine/objectives/modelObjectives';
import { contestSourceOf } from '../../../electron/engine/registry/contestSourceOf';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { requestFeatures, rowFeatures } from '../../../samples/tools/souq/features';
import { modelObjectivesSchema } from '../../../shared/objectives/objectiveSchemas';

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

  it('scores every model for every row', () => {
    expect(session.models).toHaveLength(7);
    for (const model of session.models) {
      expect(model, model.name).toMatchObject({ state: 'ready', scoredRows: 95_760, missingRows: 0, reason: null });
    }
  });

  it('blends the objectives of the multi-task model', async () => {
    const { n, heads, output } = modelOf('multi-task');
    expect(output).toBeNull();
    expect(heads.map(({ name, output: of, scoredRows }) => [name, of, scoredRows])).toEqual([
      ['click', 'click_prob', 95_760],
      ['order', 'order_prob', 95_760],
    ]);
    const [off] = await rows(
      `SELECT count(*) FILTER (s.score <> c.score + 3 * o.score OR c.score NOT BETWEEN 0 AND 1 OR o.score > c.score)::DOUBLE AS n
FROM scores_${n} s JOIN scores_${n}_1 c USING (row_id) JOIN scores_${n}_2 o USING (row_id)`,
    );
    expect(off!.n).toBe(0);
  });

  it('finds the weights of the multi-task model not interpretable', async () => {
    const slices = new SessionSlices(session);
    const source = contestSourceOf(session, slices);
    const all = await slices.select(null, new AbortController().signal);
    const report = await modelObjectives(session, source, all, { model: 'multi-task', slice: null }, {});
    expect(modelObjectivesSchema.parse(report)).toEqual(report);
    const [click, order] = report.objectives;
    expect([click!.rows, click!.positives, order!.rows, order!.positives]).toEqual([31_588, 3_324, 21_108, 799]);
    expect(click!.metrics.auc!.value).toBeCloseTo(0.6996, 4);
    expect(order!.metrics.auc!.value).toBeCloseTo(0.7247, 4);
    const bySurface = (of: typeof click) =>
      of!.bySurface.map(({ value, oe }) => [value, Math.round(oe! * 1000) / 1000]);
    expect(bySurface(click)).toEqual([
      ['search', 1.079],
      ['home', 1.163],
      ['store', 0.992],
    ]);
    expect(bySurface(order)).toEqual([
      ['search', 1.223],
      ['home', 1.236],
      ['store', 1.268],
    ]);
    expect(report.ageColumn).toBe('created_at');
    expect(report.gate.interpretable).toBe(false);
    expect(report.warnings).toEqual([]);
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
