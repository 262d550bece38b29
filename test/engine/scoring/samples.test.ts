import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../../../electron/engine/case/loadCase';
import { briefFidelity } from '../../../electron/engine/fidelity/modelFidelity';
import { buildSession } from '../../../electron/engine/session/buildSession';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';

const haystackData = path.resolve(process.env.RANKSCOPE_DATA ?? '../shared/data', 'quepid-haystack');
if (!existsSync(haystackData))
  console.warn(`Tests with "data:" are skipped: ${haystackData} is absent (RANKSCOPE_DATA).`);

/** Builds a case in memory; a copy of its folder may get more files first. */
async function build(sample: string, addData: (folder: string) => void = () => {}) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'rankscope-sample-'));
  const folder = path.join(root, 'case');
  cpSync(path.resolve('samples', sample), folder, { recursive: true });
  addData(folder);
  const loaded = await loadCase(folder);
  const built = await buildSession({ loaded, file: null, sessionDir: path.join(root, 'session') });
  const close = async () => {
    await built.database!.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { ...built, loaded, db: built.database!, close };
}

describe('samples', () => {
  it('open the small case with every model scored', async () => {
    const { models, meta, loaded, db, close } = await build('small');
    expect(models.map(({ state, scoredRows }) => [state, scoredRows])).toEqual([
      ['ready', 5014],
      ['ready', 5014],
      ['ready', 4982],
    ]);
    expect(meta.counts).toMatchObject({
      rows: 5014,
      requests: 400,
      rowsNotShown: 412,
      refusedRows: 0,
      excludedRows: 0,
    });
    const session = { id: 's', folder: loaded.folder, file: ':memory:', case: loaded.case, db, meta, models, close };
    const slices = new SessionSlices(session);
    const fidelity = loaded.case.models.map((model, i) => briefFidelity(session, slices, model, models[i]!));
    expect((await Promise.all(fidelity)).map(({ verdict }) => verdict)).toEqual(['exact', 'unchecked', 'unchecked']);
    await close();
  });

  it.skipIf(!existsSync(haystackData))('data: open the Haystack case with four rankers', async () => {
    const { models, meta, db, close } = await build('haystack', (folder) =>
      cpSync(haystackData, path.join(folder, 'data'), { recursive: true }),
    );
    expect(models.map(({ name, state, reason }) => [name, state, reason])).toEqual([
      ['no-vector', 'ready', null],
      ['with-vector', 'ready', null],
      ['vector-2', 'ready', null],
      ['learned', 'ready', null],
    ]);
    expect(models.map(({ scoredRows, duplicateRows }) => [scoredRows, duplicateRows])).toEqual([
      [1274, 0],
      [1350, 3],
      [1350, 0],
      [1274, 0],
    ]);
    expect(models.every(({ missingRows, extraRows }) => missingRows === 0 && extraRows === 0)).toBe(true);
    expect(meta.counts.requests).toBe(135);
    const inLists = await db.readRows({ text: 'SELECT DISTINCT in_log FROM impressions JOIN scores_4 USING (row_id)' });
    expect(inLists).toEqual([{ in_log: true }]);
    await close();
  });
});
