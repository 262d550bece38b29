import { describe, expect, it } from 'vitest';
import { onnxRows, scoreFixture } from './support/onnxRows';
import type { ModelText } from './support/scoringCase';

const item = { column: ['a', 'b'] };
const ofRequest = { column: ['r1', 'r2'], scope: 'request' };

const scored: [string, Partial<ModelText>][] = [
  ['requestOnce', { inputs: { request: ofRequest, item } }],
  ['requestNamed', { inputs: { request: ofRequest, item } }],
  ['listSoftmax', { features: ['a', 'b'], listwise: true }],
  ['listBatched', { inputs: { X: item, R: ofRequest }, listwise: true }],
  ['listOfSix', { inputs: { X: { ...item, pad: -1 } }, listwise: true }],
  ['sequence', { inputs: { history: { column: 'history', dtype: 'int64', length: 4, pad: 0 } }, features: ['a', 'b'] }],
  ['texts', {}],
  ['kinds', {}],
  ['half', {}],
  ['external', {}],
  ['externalZipMap', { output: 'probabilities[1]' }],
];

describe('forms of input', () => {
  it.each(scored)('%s gives the scores of ONNX Runtime', async (name, model) => {
    const { record, scores } = await scoreFixture(name, model);
    expect(record.reason).toBeNull();
    const expected = onnxRows.expected[name]!;
    expect(scores).toHaveLength(expected.length);
    scores.forEach((score, row) => {
      expect(Math.abs(score! - expected[row]!), `row ${row}`).toBeLessThanOrEqual(1e-6);
    });
  });

  it('a feature of the request that differs within it is that of the first row', async () => {
    const change = (row: string) => async (db: Parameters<Parameters<typeof scoreFixture>[2] & object>[0]) =>
      db.run({ text: `UPDATE features_logged SET r1 = 99 WHERE ${row}` });
    const model = { inputs: { request: ofRequest, item } };
    const unchanged = await scoreFixture('requestOnce', model);
    expect((await scoreFixture('requestOnce', model, change('row_id IN (1, 2, 5, 9)'))).scores).toEqual(
      unchanged.scores,
    );
    expect((await scoreFixture('requestOnce', model, change('row_id = 4'))).scores).not.toEqual(unchanged.scores);
  });

  it('a text stands for a missing one', async () => {
    const { scores } = await scoreFixture('texts', { missing: { brand: 'two' } });
    const { brand, a } = onnxRows.log;
    brand!.forEach((text, row) => {
      if (text === null) expect(scores[row]).toBeCloseTo(2 + (a![row] as number), 6);
    });
  });

  it.each([
    [
      'listOfSix',
      { features: ['a', 'b'], listwise: true },
      /lists of exactly 6 items, and a list of the log has 3\. Say/,
    ],
    ['listSoftmax', { inputs: { Y: { column: 'a' } } }, /no input "Y"; the nearest name is "X"/],
    [
      'sequence',
      { inputs: { history: { column: 'history', dtype: 'int32' }, X: item } },
      /takes int64, and the case says int32/,
    ],
    [
      'sequence',
      { inputs: { history: { column: 'history', length: 3 } }, features: ['a', 'b'] },
      /takes 4 features, but 3/,
    ],
    ['listBatched', { features: ['a', 'b'] }, /2 of which take more than one value a row/],
    ['kinds', { rename: { count: 'a' } }, /"a" has the value 0.3, which the model's int32 input cannot hold/],
    ['texts', { rename: { brand: 'fresh' } }, /"fresh" is BOOLEAN in the log, and the model takes text/],
    ['half', { missing: { a: 'none' } }, /missing: says "none" for the feature "a", and the model takes float16/],
    [
      'futureOpset',
      { features: ['a', 'b'] },
      /could not be loaded: it asks for opset 99 of ai.onnx, and the latest one that can be run is \d+\. Export/,
    ],
    [
      'unknownOperator',
      { features: ['a', 'b'] },
      /could not be loaded: it uses the operator Sharpen, which opset 17 does not have\. Export/,
    ],
  ])('%s is refused with a true reason (%#)', async (name, model, reason) => {
    const { record } = await scoreFixture(name, model);
    expect(record.state).toBe('failed');
    expect(record.reason).toMatch(reason);
  });
});
