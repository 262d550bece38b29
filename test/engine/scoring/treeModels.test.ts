import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { expectedOf, fixtureFolder, inputRows } from '../../unit/trees/support/fixtures';
import { caseOf, logFeatures, type ModelText, readScores, withSession } from './support/scoringCase';

const names = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
const finite = (rows: number[][]) =>
  rows.filter((row) => !row.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY));
const rows = finite(inputRows());

interface Wish {
  columns?: string[];
  type?: string;
  values?: (number | null)[][];
}

/** Scores the fixtures' rows with models of the fixture folder; `scores` is by model, then by row. */
function score(models: ModelText[], { columns = names, type = 'DOUBLE', values = rows }: Wish = {}) {
  return withSession(async (db, sessionDir) => {
    await logFeatures(db, columns, values, type);
    const records = await scoreModels({ db, case: caseOf(models), folder: fixtureFolder, sessionDir, union: false });
    const scores = [];
    for (const { n, state } of records) scores.push(state === 'ready' ? await readScores(db, n) : []);
    return { records, scores };
  });
}

const lightgbm = (file: string, more: object = {}): ModelText => ({
  name: file,
  file: `${file}.txt`,
  format: 'lightgbm',
  ...more,
});

/** What the library gives for the rows that the log holds. */
function expectedColumn(name: string, kind: 'raw' | 'prediction', output = 0): number[] {
  const expected = expectedOf(name);
  const all = inputRows(expected.inputs);
  return expected[kind]
    .filter((_, index) => rows.some((row) => String(row) === String(all[index])))
    .map((row) => row[output]!);
}

function expectClose(scores: (number | null)[], wanted: number[], relative: number): void {
  expect(scores).toHaveLength(wanted.length);
  scores.forEach((value, row) => {
    expect(Math.abs(value! - wanted[row]!), `row ${row}`).toBeLessThanOrEqual(
      relative * Math.max(Math.abs(wanted[row]!), 1e-3),
    );
  });
}

describe('LightGBM models of a case', () => {
  it('score the log as predict does, or as the case asks', async () => {
    const { records, scores } = await score([
      lightgbm('lgb_categorical_full'),
      lightgbm('lgb_categorical_full', { name: 'raw', output: 'raw' }),
      lightgbm('lgb_multiclass', { output: 'prediction[2]' }),
      lightgbm('lgb_multiclass', { name: 'class 1', output: 'raw[1]' }),
    ]);
    expect(records.map(({ reason }) => reason)).toEqual([null, null, null, null]);
    expect(records.map(({ output }) => output)).toEqual(['prediction', 'raw', 'prediction[2]', 'raw[1]']);
    expect(records[0]).toMatchObject({ features: names, scoredRows: rows.length, missingRows: 0 });
    expectClose(scores[0]!, expectedColumn('lgb_categorical_full', 'prediction'), 1e-12);
    expectClose(scores[1]!, expectedColumn('lgb_categorical_full', 'raw'), 1e-12);
    expectClose(scores[2]!, expectedColumn('lgb_multiclass', 'prediction', 2), 1e-12);
    expectClose(scores[3]!, expectedColumn('lgb_multiclass', 'raw', 1), 1e-12);
  });

  it('take features under other names, in another order, and with missing values filled', async () => {
    const columns = [...names].reverse().map((name) => `log_${name}`);
    const rename = Object.fromEntries(names.map((name) => [name, `log_${name}`]));
    const filled = rows.map((row) => row.map((value, at) => (at === 0 && Number.isNaN(value) ? 0 : value)));
    const values = rows.map((row) => [...row].reverse());
    const { scores } = await score([lightgbm('lgb_regression', { rename, missing: { log_price: 0 } })], {
      columns,
      values,
    });
    const [wanted] = (await score([lightgbm('lgb_regression')], { values: filled })).scores;
    expect(scores[0]).toEqual(wanted);
  });

  it('refuse what the log cannot feed and what a case must choose', async () => {
    const wish = [
      lightgbm('lgb_multiclass'),
      lightgbm('lgb_multiclass', { output: 'prediction[3]' }),
      lightgbm('lgb_regression', { output: 'score' }),
      lightgbm('lgb_regression', { features: ['price', 'ctr'] }),
      lightgbm('lgb_linear'),
      lightgbm('lgb_regression', { rename: { city: 'town' } }),
    ];
    const reasons = (await score(wish)).records.map(({ reason }) => reason);
    expect(reasons[0]).toContain(
      'the output "prediction" has 3 values a row; choose one, for example output: prediction[0]',
    );
    expect(reasons[1]).toContain('there is no prediction[3]');
    expect(reasons[2]).toContain('it has no output "score"; its outputs are "prediction", "raw"');
    expect(reasons[3]).toContain('takes 6 features, but 2 are listed');
    expect(reasons[4]).toMatch(/lgb_linear\.txt, line \d+: this tree has linear models in its leaves/);
    expect(reasons[5]).toContain('it needs the feature "town"');
  });

  it('refuse a category that is text in the log', async () => {
    const { records } = await score([lightgbm('lgb_categorical')], { type: 'VARCHAR' });
    expect(records[0]!.reason).toContain('"price" is text in the log, and the model takes float64');
    expect(records[0]!.reason).toContain('log the number that stands for it');
  });

  it('make their scores again when the file changes', async () => {
    await withSession(async (db, folder) => {
      await logFeatures(db, names, rows, 'DOUBLE');
      const file = path.join(folder, 'm.txt');
      await copyFile(path.join(fixtureFolder, 'lgb_regression.txt'), file);
      const input = { db, case: caseOf([lightgbm('m')]), folder, sessionDir: folder, union: false };
      const [first] = await scoreModels(input);
      await writeFile(file, (await readFile(file, 'utf8')).replace('[boosting: gbdt]', '[boosting: other]'));
      const [second] = await scoreModels(input);
      expect(second!.key).not.toBe(first!.key);
    });
  });
});

describe('XGBoost models of a case', () => {
  it('score the log as predict does, from JSON and from UBJSON', async () => {
    const xgboost = (file: string, more: object = {}): ModelText => ({ name: file, file, format: 'xgboost', ...more });
    const { records, scores } = await score([
      xgboost('xgb_logistic.json'),
      xgboost('xgb_logistic.ubj', { output: 'raw' }),
      xgboost('xgb_softprob.json', { output: 'prediction[1]' }),
      xgboost('xgb_linear.json'),
      xgboost('xgb_vector_leaf.json'),
    ]);
    expectClose(scores[0]!, expectedColumn('xgb_logistic', 'prediction'), 1e-6);
    expectClose(scores[1]!, expectedColumn('xgb_logistic', 'raw'), 1e-6);
    expectClose(scores[2]!, expectedColumn('xgb_softprob', 'prediction', 1), 1e-6);
    expect(records[3]!.reason).toContain('this is a linear model (gblinear), not one of trees');
    expect(records[4]!.reason).toContain('its leaves hold 2 values each (multi_strategy multi_output_tree)');
  });
});
