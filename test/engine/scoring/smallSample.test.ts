import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Database } from '../../../electron/engine/db/database';
import { measureFidelity } from '../../../electron/engine/scoring/fidelity';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { caseSchema } from '../../../shared/case/caseSchema';
import { resolveCase } from '../../../shared/case/resolveCase';
import { withSession } from './support/scoringCase';
import { loadSmallSample, smallSample } from './support/smallSample';

const formats = ['onnx', 'onnx', 'scores'];
const written = parse(readFileSync(path.join(smallSample, 'case.yaml'), 'utf8'));
written.models = written.models.map((model: object, index: number) => ({ ...model, format: formats[index] }));
const smallCase = resolveCase(caseSchema.parse(written));

const score = (db: Database, sessionDir: string) =>
  scoreModels({ db, case: smallCase, folder: smallSample, sessionDir, union: false });

describe('the small sample', () => {
  it('scores its three models', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      const records = await score(db, folder);
      expect(records.map(({ state, reason }) => [state, reason])).toEqual(Array(3).fill(['ready', null]));
      expect(records.map(({ scoredRows, missingRows, extraRows }) => [scoredRows, missingRows, extraRows])).toEqual([
        [5014, 0, 0],
        [5014, 0, 0],
        [4982, 32, 21],
      ]);
      expect(records[0]!.features).toHaveLength(8);
      expect(records[0]!.output).toBe('score');
    });
  });

  it('reproduces the logged scores with the served model', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      const [baseline, candidate] = await score(db, folder);
      const exact = await measureFidelity({ db, n: 1, features: baseline!.features });
      expect(exact).toMatchObject({ verdict: 'exact', parity: 1, sameOrder: 1, comparedRows: 5014, link: 'none' });
      expect(exact.maxAbsDiff).toBeLessThan(1e-6);
      const broken = await measureFidelity({ db, n: 2, features: candidate!.features });
      expect(broken).toMatchObject({ verdict: 'broken', cause: null });
    });
  });

  it('blames the fill where serving wrote another value', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      const models = smallCase.models.slice(0, 1).map((model) => ({ ...model, missing: { f_ctr_28d: -1 } }));
      await scoreModels({ db, case: { ...smallCase, models }, folder: smallSample, sessionDir: folder, union: false });
      const fidelity = await measureFidelity({ db, n: 1, features: ['f_ctr_28d'] });
      expect(fidelity).toMatchObject({ cause: 'missing_fill', comparedRows: 5014 });
      expect(fidelity.parity).toBeCloseTo(1 - 149 / 5014, 9);
    });
  });

  it('counts a row without its feature as missing', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      const models = smallCase.models.slice(0, 1).map((model) => ({ ...model, missing: {} }));
      const input = { db, case: { ...smallCase, models }, folder: smallSample, sessionDir: folder, union: false };
      expect((await scoreModels(input))[0]).toMatchObject({ scoredRows: 4865, missingRows: 149, nonFiniteRows: 149 });
    });
  });

  it('leaves fidelity unchecked without a logged score', async () => {
    await withSession(async (db, folder) => {
      await loadSmallSample(db);
      await score(db, folder);
      await db.run({ text: 'ALTER TABLE impressions DROP COLUMN score' });
      expect((await measureFidelity({ db, n: 1, features: [] })).verdict).toBe('unchecked');
    });
  });
});
