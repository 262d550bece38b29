import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLoader } from '../../../electron/engine/db/open';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { fixtureFolder, inputRows } from '../../unit/trees/support/fixtures';
import { caseFolder, writeFiles } from './caseFolder';

const names = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
const rows = inputRows().filter((row) => row.every(Number.isFinite));
const log = [`q,d,c,${names.join()}`, ...rows.map((row, at) => `${at % 3},d${at},${at % 2},${row.join()}`)].join('\n');
const model = (name: string, more = '') => `  - { name: ${name}, file: m.txt, format: lightgbm${more} }\n`;
const heads = (weights: string) =>
  `  - { name: heads, file: m.txt, format: lightgbm, objectives: { a: "prediction[0]", b: "raw[1]" }, blend: { ${weights} } }\n`;
const yaml = (models: string, more = '') => `rankscope: 1
name: former
log:
  path: log.csv
  columns: { request: q, item: d, click: c }
features: [${names.join(', ')}]
models:
${models}${more}`;

const files = (models: string) => ({
  'case.yaml': yaml(models),
  'log.csv': log,
  'm.txt': readFileSync(path.join(fixtureFolder, 'lgb_multiclass.txt')),
});

async function scoresOf({ db }: Session, table: string): Promise<number[]> {
  const found = await db.readRows({ text: `SELECT score FROM ${table} ORDER BY rowid` });
  return found.map(({ score }) => Number(score));
}

/** Builds, marks every score of the session file so that a copy can be told from scoring, and changes case.yaml. */
async function builtAndMarked(models: string, next: string, tables: string[]) {
  const { folder, cacheDir } = caseFolder(files(models));
  const { session } = await openCase({ path: folder, cacheDir });
  const scores = await Promise.all(tables.map((table) => scoresOf(session, table)));
  await session.close();
  const database = await openLoader(session.file);
  for (const table of tables) await database.run({ text: `UPDATE ${table} SET score = score + 100` });
  await database.close();
  writeFiles(folder, { 'case.yaml': next });
  return { folder, cacheDir, scores };
}

const marked = (scores: number[]) => scores.map((score) => score + 100);

describe('a rebuild', () => {
  it('copies the scores of models that were only renamed, moved or given another label', async () => {
    const first = model('a', ', output: "prediction[0]"') + model('b', ', output: "raw[1]"');
    const moved = model('z', ', output: "raw[1]"') + model('a', ', output: "prediction[0]"');
    const { folder, cacheDir, scores } = await builtAndMarked(first, yaml(moved, 'label: click\n'), [
      'scores_1',
      'scores_2',
    ]);
    const { session, rebuilt } = await openCase({ path: folder, cacheDir });
    expect(rebuilt).toBe(true);
    expect(await scoresOf(session, 'scores_1')).toEqual(marked(scores[1]!));
    expect(await scoresOf(session, 'scores_2')).toEqual(marked(scores[0]!));
    expect(session.models.map(({ n, name, output, features }) => ({ n, name, output, features }))).toEqual([
      { n: 1, name: 'z', output: 'raw[1]', features: names },
      { n: 2, name: 'a', output: 'prediction[0]', features: names },
    ]);
    await session.close();
  });

  it('weighs the copied objectives anew when only weights changed', async () => {
    const { folder, cacheDir, scores } = await builtAndMarked(heads('a: 1, b: 1'), yaml(heads('a: 2, b: -1')), [
      'scores_1_1',
      'scores_1_2',
    ]);
    const { session } = await openCase({ path: folder, cacheDir });
    const [a, b] = scores.map(marked);
    expect(await scoresOf(session, 'scores_1_1')).toEqual(a);
    expect(await scoresOf(session, 'scores_1')).toEqual(a!.map((score, row) => 2 * score - b![row]!));
    await session.close();
  });

  it.each([
    ['an option of the model changed', model('a', ', output: "prediction[1]"'), false],
    ['it is asked to score anew', model('a', ', output: "prediction[0]"'), true],
  ])('scores again when %s', async (_, next, rebuild) => {
    const first = model('a', ', output: "prediction[0]"');
    const { folder, cacheDir } = await builtAndMarked(first, yaml(next), ['scores_1']);
    const { session } = await openCase({ path: folder, cacheDir, rebuild });
    expect(Math.max(...(await scoresOf(session, 'scores_1')))).toBeLessThan(100);
    await session.close();
  });

  it('scores again when the rows of the log changed', async () => {
    const first = model('a', ', output: "prediction[0]"');
    const { folder, cacheDir } = await builtAndMarked(first, yaml(first), ['scores_1']);
    writeFiles(folder, { 'log.csv': log.split('\n').slice(0, -1).join('\n') });
    const { session } = await openCase({ path: folder, cacheDir });
    const scores = await scoresOf(session, 'scores_1');
    expect(scores).toHaveLength(rows.length - 1);
    expect(Math.max(...scores)).toBeLessThan(100);
    await session.close();
  });

  it('scores every model where the former session cannot be read', async () => {
    const first = model('a', ', output: "prediction[0]"');
    const { folder, cacheDir, scores } = await builtAndMarked(first, yaml(first, 'label: click\n'), ['scores_1']);
    const { session } = await openCase({ path: folder, cacheDir });
    await session.close();
    writeFiles(path.dirname(session.file), { [path.basename(session.file)]: 'not a database' });
    writeFiles(folder, { 'case.yaml': yaml(first) });
    const again = await openCase({ path: folder, cacheDir });
    expect(await scoresOf(again.session, 'scores_1')).toEqual(scores[0]);
    await again.session.close();
  });

  it('leaves a damaged file alone that someone named as the output', async () => {
    const { folder, cacheDir } = caseFolder(files(model('a', ', output: "prediction[0]"')));
    const output = path.join(cacheDir, 'mine.rankscope');
    writeFiles(cacheDir, { 'mine.rankscope': 'not a database' });
    await expect(openCase({ path: folder, cacheDir, output })).rejects.toThrow('not a valid DuckDB database');
    expect(readFileSync(output, 'utf8')).toBe('not a database');
  });
});
