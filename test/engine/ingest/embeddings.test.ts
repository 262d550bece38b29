import { describe, expect, it, onTestFinished } from 'vitest';
import { findTable, listTables } from '../../../electron/engine/data/listTables';
import { openLoader } from '../../../electron/engine/db/open';
import { openCase } from '../../../electron/engine/session/openCase';
import { openSessionFile } from '../../../electron/engine/session/openSessionFile';
import { tablePage } from '../../../electron/engine/sql/data/tables';
import { cellAt } from '../../../shared/wire/columns';
import { caseFolder, opened, openFiles } from '../session/caseFolder';

const log = 'q,d\n1,01\n1,b\n2,01\n2,c\n';
const yaml = (embeddings: string, more = '') => `rankscope: 1
name: vectors
log: { path: log.csv, columns: { request: q, item: d } }
embeddings: [${embeddings}]
${more}
`;

async function open(embeddings: string, files: Record<string, string>, more = '') {
  const opened = await openFiles({ 'case.yaml': yaml(embeddings, more), 'log.csv': log, ...files });
  const check = (id: string) => opened.session.meta.checks.find((each) => each.id === id);
  const vectors = async (n: number) =>
    (await opened.rows(`SELECT id, vector::VARCHAR AS vector FROM embedding_${n}`)).map(({ id, vector }) => [
      id,
      vector,
    ]);
  return { ...opened, check, vectors };
}

describe('embeddings of a case', () => {
  it('are read from columns in the order of their numbers, from lists and from the text of lists', async () => {
    const { session, rows, vectors, check } = await open(
      `{ name: columns, entity: item, version: v1, path: wide.csv, id: d, vector: "e_*" },
       { name: lists, entity: item, path: lists.ndjson, vector: v, metric: dot },
       { name: texts, entity: request, role: query, path: texts.tsv, id: q, vector: v }`,
      {
        'wide.csv': 'e_10,d,e_2,e_1\n10,b,2,1\n30,01,0.2,0.1\n40,c,5,4\n',
        'lists.ndjson': '{"d":"c","v":[1,2]}\n{"d":"01","v":[3.5,-4]}\n{"d":"b","v":[0.5,0]}\n',
        'texts.tsv': 'q\tv\n2\t[1, 2, 3]\n1\t[4, 5, 6]\n',
      },
    );
    expect(await vectors(1)).toEqual([
      ['01', '[0.1, 0.2, 30.0]'],
      ['b', '[1.0, 2.0, 10.0]'],
      ['c', '[4.0, 5.0, 40.0]'],
    ]);
    expect((await vectors(2))[0]).toEqual(['01', '[3.5, -4.0]']);
    expect(await vectors(3)).toEqual([
      ['1', '[4.0, 5.0, 6.0]'],
      ['2', '[1.0, 2.0, 3.0]'],
    ]);
    expect(await rows('SELECT name, version, dimension, rows, metric FROM embeddings')).toEqual([
      { name: 'columns', version: 'v1', dimension: 3, rows: 3, metric: 'cosine' },
      { name: 'lists', version: null, dimension: 2, rows: 3, metric: 'dot' },
      { name: 'texts', version: null, dimension: 3, rows: 2, metric: 'cosine' },
    ]);
    expect(await rows("SELECT data_type AS type FROM duckdb_columns() WHERE table_name = 'embedding_1'")).toEqual([
      { type: 'VARCHAR' },
      { type: 'FLOAT[3]' },
    ]);
    expect(session.case.unused).toEqual([]);
    expect(session.case.itemEmbedding).toBe('lists');
    expect(check('embedding_missing')).toBeUndefined();
  });

  it('leave out what is wrong with rows, and count it', async () => {
    const faulty = [
      { d: 'b', v: [1, 2] },
      { d: 'b', v: [9, 9] },
      { d: 'c', v: [1, 2, 3] },
      { d: 'x', v: [0, 0] },
      { d: 'y', v: [1, null] },
      { d: 'z', v: [1e300, 1] },
      { d: null, v: [5, 5] },
      { d: 'w', v: null },
    ].map((row) => JSON.stringify(row));
    const { vectors, check, session } = await open(
      '{ name: v, entity: item, path: v.ndjson, vector: v }',
      { 'v.ndjson': faulty.join('\n'), 'items.csv': 'd\nx\n' },
      'items: { path: items.csv }',
    );
    expect(await vectors(1)).toEqual([
      ['b', '[1.0, 2.0]'],
      ['x', '[0.0, 0.0]'],
    ]);
    expect(check('embedding_dimension')).toMatchObject({
      severity: 'warns',
      count: 2,
      rows: [
        { embedding: 'v', id: 'c', length: 3 },
        { embedding: 'v', id: 'w', length: 0 },
      ],
    });
    expect(check('embedding_not_finite')).toMatchObject({ count: 2, rows: [{ id: 'y' }, { id: 'z' }] });
    expect(check('embedding_zero')).toMatchObject({ count: 1, rows: [{ embedding: 'v', id: 'x' }] });
    expect(check('embedding_twice')).toMatchObject({ count: 2 });
    // Rows of the log name 01 twice and c once.
    expect(check('embedding_missing')).toMatchObject({
      severity: 'warns',
      count: 3,
      rows: [
        { id: '01', rows: 2 },
        { id: 'c', rows: 1 },
      ],
    });
    expect(check('embedding_unknown')).toBeUndefined();
    expect(session.meta.itemSources.embeddings[0]).toMatchObject({ rows: 2, dimension: 2 });
  });

  it('of ids that neither the log nor items know are a note', async () => {
    const file = { 'v.csv': 'd,x\nb,1\nnew,2\n' };
    const { check } = await open('{ name: v, entity: item, path: v.csv, vector: x }', file);
    expect(check('embedding_unknown')).toMatchObject({
      severity: 'notes',
      count: 1,
      rows: [{ embedding: 'v', id: 'new' }],
    });
  });

  it.each([
    ['gone.csv', 'e_*', /embeddings\[0\]\.path: gone\.csv does not exist/],
    ['v.csv', 'f_*', /embeddings\[0\]\.vector: there is no column "f_\*"/],
    ['v.csv', 'nope', /there is no column "nope"/],
    ['v.csv', 'd', /no row of v\.csv has an id and a list of numbers in "d"/],
    ['v.parquet', 'e_*', /v\.parquet.*not a whole Parquet file/],
  ])('that cannot be read are a check, and the case goes on: %s, %s', async (path, vector, reason) => {
    const files = { 'v.csv': 'd,e_0\nb,1\n', 'v.parquet': 'no' };
    const { session, check, rows } = await open(
      `{ name: bad, entity: item, path: ${path}, vector: "${vector}" },
       { name: good, entity: item, path: v.csv, vector: "e_*" }`,
      files,
    );
    expect(check('embedding_unread')).toMatchObject({ severity: 'warns', count: 1, rows: [{ embedding: 'bad' }] });
    expect(String(check('embedding_unread')!.rows[0]!.reason)).toMatch(reason);
    expect(session.meta.itemSources.embeddings.map(({ n, name }) => [n, name])).toEqual([[2, 'good']]);
    expect(
      await rows("SELECT table_name AS t FROM duckdb_tables() WHERE table_name LIKE 'embedding%' ORDER BY t"),
    ).toEqual([{ t: 'embedding_2' }, { t: 'embeddings' }]);
  });

  it('are read from Parquet, and again once their file is there', async () => {
    const { folder, cacheDir } = caseFolder({
      'case.yaml': yaml('{ name: v, entity: item, path: v.parquet, vector: v }'),
      'log.csv': log,
    });
    const without = await openCase({ path: folder, cacheDir });
    expect(without.session.meta.itemSources.embeddings).toEqual([]);
    await without.session.close();
    const writer = await openLoader(null);
    const select = 'SELECT 7 AS id, [0.5, 1]::DOUBLE[2] AS v UNION ALL SELECT 8, [2, 3]';
    await writer.run({ text: `COPY (${select}) TO '${folder}/v.parquet'` });
    await writer.close();
    const { session, rebuilt } = await opened({ path: folder, cacheDir });
    expect(rebuilt).toBe(true);
    expect(await session.db.readRows({ text: 'SELECT id, vector::VARCHAR AS vector FROM embedding_1' })).toEqual([
      { id: '7', vector: '[0.5, 1.0]' },
      { id: '8', vector: '[2.0, 3.0]' },
    ]);
    await session.close();
    const again = await opened({ path: folder, cacheDir });
    expect(again.rebuilt).toBe(false);
    const { file } = again.session;
    await again.session.close();
    const elsewhere = await openSessionFile(file);
    onTestFinished(() => elsewhere.close());
    expect((await listTables(elsewhere.db)).map(({ name, rows }) => [name, rows])).toEqual(
      expect.arrayContaining([
        ['embeddings', 1],
        ['embedding_1', 2],
      ]),
    );
    const table = await findTable(elsewhere.db, 'embedding_1');
    const page = await elsewhere.db.read(
      tablePage({ table: table.name, columns: ['id', 'vector'], orderBy: [], offset: 0, limit: 5, where: null }),
    );
    expect(cellAt(page.columns[1]!, 0)).toBe('[0.5, 1]');
  });

  it('outside the case folder are refused', async () => {
    await expect(open('{ name: v, entity: item, path: /etc/hosts, vector: v }', {})).rejects.toThrow(
      /lies outside the case folder/,
    );
  });
});
