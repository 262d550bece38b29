import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOnnxScorer } from '../../../electron/engine/explain/onnxScorer';
import { readRange } from '../../../electron/engine/explain/readMatrix';
import type { Session } from '../../../electron/engine/session/session';
import { pickRows } from '../../../shared/explain/batchScorer';
import { logOnnxRows, onnxFixtures, onnxRows } from '../scoring/support/onnxRows';
import { caseOf, type ModelText, withSession } from '../scoring/support/scoringCase';

const item = { column: ['a', 'b'] };
const ofRequest = { column: ['r1', 'r2'], scope: 'request' };
const forms: [string, Partial<ModelText>][] = [
  ['requestOnce', { inputs: { request: ofRequest, item } }],
  ['requestNamed', { inputs: { request: ofRequest, item } }],
  ['sequence', { inputs: { history: { column: 'history', dtype: 'int64', length: 4, pad: 0 } }, features: ['a', 'b'] }],
  ['texts', {}],
  ['kinds', {}],
  ['half', {}],
];

describe('the scorer of an ONNX file', () => {
  it.each(forms)('gives the scores of the log for rows of numbers, in any order: %s', async (name, model) => {
    await withSession(async (db) => {
      await logOnnxRows(db);
      const resolved = caseOf([{ name, file: `${name}.onnx`, format: 'onnx', ...model }]);
      const session = { db, case: resolved } as Pick<Session, 'db' | 'case'>;
      const scorer = await openOnnxScorer(session, resolved.models[0]!, path.join(onnxFixtures, `${name}.onnx`));
      const { fed } = await readRange(db, scorer, { first: 0, last: 10 });
      const order = [7, 0, 4, 4, 9, 2, 3, 1, 8, 5, 6];
      const scores = await scorer.score(pickRows(fed, order));
      await scorer.close();
      order.forEach((row, at) => {
        expect(Math.abs(scores[at]! - onnxRows.expected[name]![row]!), `row ${row}`).toBeLessThanOrEqual(1e-6);
      });
    });
  });
});
