import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { applyLink } from '../../../shared/trees/links';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { expectedOf, fixtureFolder, fixtureText, inputRows } from './support/fixtures';

const names = readdirSync(fixtureFolder)
  .filter((file) => file.startsWith('lgb_') && file.endsWith('.expected.json'))
  .map((file) => file.slice(0, -'.expected.json'.length));

describe('LightGBM text models', () => {
  it.each(names)('give the raw scores and predictions of the library: %s', (name) => {
    const trees = readLightgbm(fixtureText(`${name}.txt`), name);
    const expected = expectedOf(name);
    const rounds = trees.roots.length / trees.outputs;
    inputRows(expected.inputs).forEach((row, index) => {
      const raw = scoreRow(trees, row);
      raw.forEach((value, output) => {
        close(trees.aggregate === 'average' ? value * rounds : value, expected.raw[index]![output]!, 1e-12);
      });
      applyLink(trees.link, raw, trees.outputs).forEach((value, output) => {
        close(value, expected.prediction[index]![output]!, 1e-12);
      });
    });
  });
});

function close(value: number, wanted: number, relative: number): void {
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.max(Math.abs(wanted), 1e-3));
}
