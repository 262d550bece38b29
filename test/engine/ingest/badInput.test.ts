import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openScratch } from '../../../electron/engine/db/open';
import { openCase } from '../../../electron/engine/session/openCase';
import { caseFolder, opened, openFiles, temporaryFolder } from '../session/caseFolder';

const yaml = (log: string, rest = '') =>
  `rankscope: 1\nname: bad\nlog: { path: ${log}, columns: { request: q, item: d, score: s } }\n${rest}`;

async function failure(files: Record<string, string | Uint8Array>, prepare?: (folder: string) => void) {
  const { folder, cacheDir } = caseFolder(files);
  prepare?.(folder);
  return openCase({ path: folder, cacheDir, memory: true }).then(
    async ({ session }) => {
      await session.close();
      throw new Error('it was opened');
    },
    (error: {
      code: string;
      message: string;
      hint?: string;
      where?: { file?: string; line?: number; path?: string };
    }) => error,
  );
}

describe('bad case.yaml', () => {
  it.each([
    ['anchors in a cycle', 'a: &x { b: *x }\n', /anchor \*x holds itself/, 1],
    ['a key that stands twice', 'rankscope: 1\nname: a\nname: b\n', /line 3: the key name stands twice/, 3],
    ['broken YAML', 'rankscope: 1\nname: [a\n', /not valid YAML, line/, undefined],
    [
      'too many aliases',
      `a: &a [${'x,'.repeat(30)}]\nb: &b [${'*a,'.repeat(30)}]\nc: [${'*b,'.repeat(30)}]\n`,
      /too many aliases/,
      undefined,
    ],
    [
      'a misspelled key',
      'rankscope: 1\nname: a\nlog:\n  path: x.csv\n  colums: { item: d }\n',
      /log.colums: is not a known key; did you mean `columns`/,
      5,
    ],
    ['a newer version', 'rankscope: 2\nname: a\nlog: {}\n', /format version 2.*newer Rankscope/, 1],
    ['an empty file', '', /expected keys and values/, undefined],
  ])('names %s', async (_what, text, message, line) => {
    const error = await failure({ 'case.yaml': text });
    expect(error).toMatchObject({ code: 'input', message: expect.stringMatching(message) });
    if (line !== undefined) expect(error.where?.line).toBe(line);
    expect(error.where?.file).toMatch(/case\.yaml$/);
  });

  it('says that a folder holds no case', async () => {
    const folder = temporaryFolder();
    await expect(openCase({ path: folder, cacheDir: folder })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/holds no case.yaml/),
    });
    await expect(openCase({ path: `${folder}/no`, cacheDir: folder })).rejects.toMatchObject({ code: 'input' });
  });
});

describe('bad paths', () => {
  it('names a missing file and the nearest one', async () => {
    const error = await failure({ 'case.yaml': yaml('data/lgo.csv'), 'data/log.csv': 'q,d,s\n' });
    expect(error).toMatchObject({
      code: 'input',
      hint: 'Did you mean data/log.csv?',
      where: { path: 'log.path', line: 3 },
    });
  });

  it('refuses a folder for a file', async () => {
    const error = await failure({ 'case.yaml': yaml('data'), 'data/log.csv': 'x' });
    expect(error.message).toMatch(/data is a folder, a file is expected/);
  });

  it('refuses a glob that matches nothing', async () => {
    expect((await failure({ 'case.yaml': yaml('"data/*.parquet"') })).message).toMatch(
      /data\/\*.parquet matches no file/,
    );
  });

  it('refuses a symbolic link out of the folder', async () => {
    const outside = temporaryFolder();
    writeFileSync(path.join(outside, 'secret.csv'), 'q,d,s\n1,a,1\n');
    const link = (folder: string) => symlinkSync(path.join(outside, 'secret.csv'), path.join(folder, 'log.csv'));
    for (const pattern of ['log.csv', '"*.csv"']) {
      expect((await failure({ 'case.yaml': yaml(pattern) }, link)).message).toMatch(
        /lies outside the case folder \(it leads to/,
      );
    }
    const { folder, cacheDir } = caseFolder({ 'case.yaml': yaml('log.csv', 'allowOutside: true\n') });
    link(folder);
    expect((await opened({ path: folder, cacheDir, memory: true })).session.meta.counts.rows).toBe(1);
    expect(
      (await failure({ 'case.yaml': yaml('../case/../secret.csv') }, (at) => writeFileSync(`${at}/../secret.csv`, 'x')))
        .message,
    ).toMatch(/lies outside/);
  });

  it('takes a name with glob characters as it is', async () => {
    const { session } = await openFiles({ 'case.yaml': yaml('"log[1].csv"'), 'log[1].csv': 'q,d,s\n1,a,1\n' });
    expect(session.meta.counts.rows).toBe(1);
  });
});

describe('bad files', () => {
  it.each([
    ['an empty file', '', /log.csv is empty/],
    ['a header only', 'q,d,s\n', /no row that can be used/],
    ['names twice', 'q,d,D\n1,a,2\n', /"d" and "D", which differ only by case/],
    ['a missing column', 'q,doc,s\n1,a,1\n', /there is no column "d"/],
    ['200,000 columns', `${Array.from({ length: 200_000 }, (_, i) => `c${i}`).join(',')}\n`, /more than 10,?000/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x71, 0, 0, 0]), /UTF-32/],
    ['Windows-1252', Buffer.from('q,d,s\n1,\x93a\x94,1\n', 'latin1'), /Windows-1252/],
    ['binary', Buffer.from([0x71, 0, 0x2c, 0, 0x64, 0, 0x0a, 0]), /UTF-16 without a byte order mark, or binary/],
  ])('names %s', async (_what, content, message) => {
    const error = await failure({ 'case.yaml': yaml('log.csv'), 'log.csv': content });
    expect(error).toMatchObject({ code: 'input', message: expect.stringMatching(message) });
  });

  it('names a truncated Parquet file', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'x.parquet');
    const db = await openScratch({ allowedPaths: [file] });
    await db.run({ text: `COPY (SELECT range AS q, range AS d, 1.0 AS s FROM range(10000)) TO '${file}'` });
    await db.close();
    const { readFileSync } = await import('node:fs');
    const error = await failure({
      'case.yaml': yaml('log.parquet'),
      'log.parquet': readFileSync(file).subarray(0, 5000),
    });
    expect(error).toMatchObject({
      code: 'input',
      message: expect.stringMatching(/log.parquet cannot be read: it is not a whole Parquet file/),
    });
    expect((await failure({ 'case.yaml': yaml('log.parquet'), 'log.parquet': 'PAR1' })).code).toBe('input');
  });

  it('keeps NaN, infinities and missing ids as data', async () => {
    const { session, rows } = await openFiles({
      'case.yaml': yaml('log.csv'),
      'log.csv': 'q,d,s\n1,a,nan\n1,b,inf\n1,,2\n,c,1\n',
    });
    expect(await rows('SELECT item_id, score FROM impressions ORDER BY item_id')).toEqual([
      { item_id: 'a', score: null },
      { item_id: 'b', score: Number.POSITIVE_INFINITY },
    ]);
    expect(session.meta.checks.map(({ id, severity, count }) => [id, severity, count])).toEqual([
      ['refused_rows', 'warns', 2],
      ['nan', 'blocks', 1],
      ['infinite', 'blocks', 1],
    ]);
    expect(await rows('SELECT line, reason FROM refused_rows ORDER BY reason')).toEqual([
      { line: null, reason: 'row 3 of those read: item is missing' },
      { line: null, reason: 'row 4 of those read: request is missing' },
    ]);
  });

  it('keeps names of quotes, SQL and right-to-left text as they are', async () => {
    const names = [`a"b`, `c'd`, 'x; DROP TABLE impressions', 'مرتبة', 'select', '%s {}', 'a.b'];
    const header = ['q', 'd', ...names.map((name) => `"${name.replaceAll('"', '""')}"`)].join(',');
    const { rows } = await openFiles({
      'case.yaml': 'rankscope: 1\nname: names\nlog: { path: log.csv, columns: { request: q, item: d } }\n',
      'log.csv': `${header}\n1,a,${names.map((_, index) => index).join(',')}\n`,
    });
    expect(await rows('SELECT * EXCLUDE (row_id) FROM features_logged')).toEqual([
      Object.fromEntries(names.map((name, index) => [name, index])),
    ]);
  });

  it('reads one request with very many rows', async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => `1,i${row},${row % 7}`);
    const { session } = await openFiles({ 'case.yaml': yaml('log.csv'), 'log.csv': `q,d,s\n${lines.join('\n')}\n` });
    expect(session.meta.counts).toMatchObject({ rows: 200_000, requests: 1 });
  });

  it('names the score file whose column is missing and scores the others', async () => {
    const models =
      'models:\n  - { name: good, file: good.csv }\n  - { name: bad, file: bad.csv }\n  - { name: gone, file: folder.csv }\n';
    const { folder, cacheDir } = caseFolder({
      'case.yaml': yaml('log.csv', models),
      'log.csv': 'q,d,s\n1,a,1\n',
      'good.csv': 'q,d,score\n1,a,2\n',
      'bad.csv': 'q,d,points\n1,a,2\n',
      'folder.csv': '',
    });
    mkdirSync(path.join(folder, 'x'));
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    expect(session.models.map(({ state, reason }) => [state, reason?.replace(/\.\s.*$/s, '') ?? null])).toEqual([
      ['ready', null],
      ['failed', expect.stringMatching(/no column "score" in bad.csv/)],
      ['failed', expect.stringMatching(/folder.csv is empty/)],
    ]);
  });
});
