import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openScorer } from '../../../electron/engine/explain/openScorer';
import { modelPage } from '../../../electron/engine/models/modelPage';
import type { Session } from '../../../electron/engine/session/session';
import { caseFolder, opened } from '../session/caseFolder';
import { onnxFixtures } from './support/onnxRows';

const yaml = `rankscope: 1
name: weights
log: { path: log.csv, columns: { request: q, item: d } }
models: [{ name: m, file: external.onnx }]
`;

function newCase() {
  const paths = caseFolder({ 'case.yaml': yaml, 'log.csv': 'q,d,a,b\n1,x,1,0\n1,y,0,1\n' });
  const file = (name: string) => path.join(paths.folder, name);
  for (const name of ['external.onnx', 'external.weights']) copyFileSync(path.join(onnxFixtures, name), file(name));
  return { ...paths, file };
}

describe('weights in a file beside the model', () => {
  it('are an input of the case: a change scores the model again', async () => {
    const { folder, cacheDir, file } = newCase();
    const open = () => opened({ path: folder, cacheDir });
    const { session: first } = await open();
    expect(first.meta.inputs.map((each) => each.path)).toContain('external.weights');
    const { key } = first.models[0]!;
    const scores = await first.db.readRows({ text: 'SELECT score FROM scores_1 ORDER BY row_id' });
    await first.close();
    const weights = new Float32Array(new Uint8Array(readFileSync(file('external.weights'))).buffer);
    expect(scores.map(({ score }) => score)).toEqual([...weights]);
    writeFileSync(file('external.weights'), new Uint8Array(Float32Array.of(5, 7).buffer));
    const { session, rebuilt } = await open();
    expect(rebuilt).toBe(true);
    expect(session.models[0]!.key).not.toBe(key);
    expect(await session.db.readRows({ text: 'SELECT score FROM scores_1 ORDER BY row_id' })).toEqual([
      { score: 5 },
      { score: 7 },
    ]);
  });

  it('count as the model for explanations: refused once they change, read anew after the next build', async () => {
    const { folder, cacheDir, file } = newCase();
    const rows = { rows: 2, columns: [Float64Array.of(1, 0), Float64Array.of(0, 1)] };
    const scoresOf = async (session: Session) => {
      const scorer = await openScorer(session, 'm');
      const scores = [...(await scorer.score(rows))];
      await scorer.close();
      return scores;
    };
    const { session: first } = await opened({ path: folder, cacheDir });
    const before = new Float32Array(new Uint8Array(readFileSync(file('external.weights'))).buffer);
    expect(await scoresOf(first)).toEqual([...before]);
    writeFileSync(file('external.weights'), new Uint8Array(Float32Array.of(5, 7).buffer));
    await expect(scoresOf(first)).rejects.toThrow(
      'The file external.weights of the model "m" changed since the session was built.',
    );
    const [model, record] = [first.case.models[0]!, first.models[0]!];
    expect(await modelPage(first, { model, record })).toMatchObject({ changed: true });
    await first.close();
    const { session } = await opened({ path: folder, cacheDir });
    expect(await scoresOf(session)).toEqual([5, 7]);
    await session.close();
  });

  it('that are absent, too short or outside are refused', async () => {
    const { folder, cacheDir, file } = newCase();
    const reason = async () => (await opened({ path: folder, cacheDir, memory: true })).session.models[0]!.reason;
    writeFileSync(file('external.weights'), Buffer.alloc(3));
    expect(await reason()).toMatch(/external\.onnx could not be loaded: ONNX Runtime says: .*out of bounds|external/);
    rmSync(file('external.weights'));
    expect(await reason()).toMatch(/keeps weights in the file "external\.weights", which is not beside it\. Copy both/);
    const model = readFileSync(file('external.onnx'));
    const moved = Buffer.from(model.toString('latin1').replace('external.weights', '../../../etc/fss'), 'latin1');
    writeFileSync(file('external.onnx'), moved);
    expect(await reason()).toMatch(/"\.\.\/\.\.\/\.\.\/etc\/fss", which is not beside it/);
  });
});
