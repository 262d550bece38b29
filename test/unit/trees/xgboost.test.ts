import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXgboost } from '../../../electron/engine/scoring/xgboost/readXgboost';
import { applyLink } from '../../../shared/trees/links';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { expectedOf, fixtureFolder, inputRows } from './support/fixtures';

const names = readdirSync(fixtureFolder)
  .filter((file) => file.startsWith('xgb_') && file.endsWith('.expected.json'))
  .map((file) => file.slice(0, -'.expected.json'.length));
const files = names
  .flatMap((name) => ['json', 'ubj'].map((format) => `${name}.${format}`))
  .filter((file) => existsSync(path.join(fixtureFolder, file)));

const read = (file: string) => readXgboost(readFileSync(path.join(fixtureFolder, file)), file);

describe('XGBoost models', () => {
  it.each(files)('give the raw scores and predictions of the library: %s', (file) => {
    const trees = read(file);
    const expected = expectedOf(path.parse(file).name);
    inputRows(expected.inputs).forEach((row, index) => {
      const raw = scoreRow(trees, row);
      raw.forEach((value, output) => {
        close(value, expected.raw[index]![output]!, 1e-6);
      });
      if (expected.objective === 'multi:softmax') return;
      applyLink(trees.link, raw, trees.outputs).forEach((value, output) => {
        close(value, expected.prediction[index]![output]!, 1e-6);
      });
    });
  });

  it('that stopped early use the trees that predict uses', () => {
    const [booster, wrapper] = ['xgb_early.json', 'xgb_wrapper.json'].map(read);
    const expected = expectedOf('xgb_early');
    expect(booster!.roots.length).toBeGreaterThan(expected.best!.iteration + 1);
    expect(wrapper!.roots.length).toBe(expected.best!.iteration + 1);
    expect(wrapper!.featureNames).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5']);
  });

  it('are the same as JSON and as UBJSON', () => {
    for (const name of ['xgb_regression', 'xgb_logistic', 'xgb_categorical']) {
      expect(read(`${name}.ubj`)).toEqual(read(`${name}.json`));
    }
  });

  it('take the base score as one number, as releases before 3.1 wrote it', () => {
    const edit = (from: string, to: string) =>
      readXgboost(Buffer.from(readFileSync(path.join(fixtureFolder, 'xgb_base.json'), 'utf8').replace(from, to)), 'm');
    expect(edit('"[2E-1]"', '"2E-1"').base).toEqual(edit('', '').base);
    expect(edit('"[2E-1]"', '"2E-1"').base[0]).toBeCloseTo(Math.log(0.2 / 0.8), 6);
  });
});

function close(value: number, wanted: number, relative: number): void {
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(relative * Math.max(Math.abs(wanted), 1));
}
