import { expect, it } from 'vitest';
import { scoreLargeModel } from '../engine/scoring/support/largeModel';

it('scores a model of 100 MB and refuses its first half', async () => {
  const { bytes, seconds, reasons, scores } = await scoreLargeModel(100);
  console.log(`${(bytes / 1e6).toFixed(0)} MB: both files in ${seconds.toFixed(1)} s, ${JSON.stringify(reasons)}`);
  expect(bytes).toBeGreaterThan(100e6);
  expect(reasons).toEqual([expect.stringMatching(/not a readable ONNX file/), null]);
  [1, 2, 3, 0].forEach((expected, row) => {
    expect(scores[row]!).toBeCloseTo(expected, 3);
  });
});
