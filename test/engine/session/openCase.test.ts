import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseInfo } from '../../../electron/engine/session/caseInfo';
import { openCase } from '../../../electron/engine/session/openCase';
import { caseInfoSchema } from '../../../shared/schemas/session';
import { caseFolder, opened } from './caseFolder';

const files = {
  'case.yaml': [
    'rankscope: 1',
    'name: Two lists',
    'log: { path: log.csv, columns: { request: qid, item: doc, position: pos, relevance: grade, click: click } }',
    'features: ["f_*"]',
    'models:',
    '  - { name: a, file: a.csv }',
    '',
  ].join('\n'),
  'log.csv': [
    'qid,doc,pos,grade,click,f_x,f_y,device',
    'q2,d1,1,2,1,0.5,1,web',
    'q1,d2,2,0,0,1.5,2,app',
    'q1,d10,1,,1,2.5,3,app',
    'q1,d3,,-1,0,nan,4,app',
    '',
  ].join('\n'),
  'a.csv': ['qid,doc,score', 'q1,d2,0.9', 'q1,d10,0.1', 'q2,d1,1', 'q9,d9,1', ''].join('\n'),
};

describe('openCase', () => {
  it('builds the session tables in request, position and item order', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session, rebuilt } = await opened({ path: folder, cacheDir });
    expect(rebuilt).toBe(true);
    expect(await session.db.readRows({ text: 'SELECT * FROM impressions' })).toEqual([
      {
        row_id: 0,
        request_index: 0,
        item_key: 1,
        request_id: 'q1',
        item_id: 'd10',
        position: 1,
        relevance: null,
        click: 1,
        device: 'app',
        'label:relevance': null,
        'label:click': 1,
        in_log: true,
      },
      {
        row_id: 1,
        request_index: 0,
        item_key: 2,
        request_id: 'q1',
        item_id: 'd2',
        position: 2,
        relevance: 0,
        click: 0,
        device: 'app',
        'label:relevance': 0,
        'label:click': 0,
        in_log: true,
      },
      {
        row_id: 2,
        request_index: 0,
        item_key: 3,
        request_id: 'q1',
        item_id: 'd3',
        position: null,
        relevance: -1,
        click: 0,
        device: 'app',
        'label:relevance': null,
        'label:click': null,
        in_log: true,
      },
      {
        row_id: 3,
        request_index: 1,
        item_key: 0,
        request_id: 'q2',
        item_id: 'd1',
        position: 1,
        relevance: 2,
        click: 1,
        device: 'web',
        'label:relevance': 2,
        'label:click': 1,
        in_log: true,
      },
    ]);
    expect(await session.db.readRows({ text: 'SELECT * FROM features_logged' })).toEqual([
      { row_id: 0, f_x: 2.5, f_y: 3 },
      { row_id: 1, f_x: 1.5, f_y: 2 },
      { row_id: 2, f_x: null, f_y: 4 },
      { row_id: 3, f_x: 0.5, f_y: 1 },
    ]);
    expect(await session.db.readRows({ text: 'SELECT * FROM requests' })).toEqual([
      { request_index: 0, request_id: 'q1', first_row: 0, rows: 3, rows_shown: 2 },
      { request_index: 1, request_id: 'q2', first_row: 3, rows: 1, rows_shown: 1 },
    ]);
    expect(await session.db.readRows({ text: 'SELECT * FROM scores_1 ORDER BY row_id' })).toEqual([
      { row_id: 0, score: 0.1 },
      { row_id: 1, score: 0.9 },
      { row_id: 2, score: null },
      { row_id: 3, score: 1 },
    ]);
    const tables = await session.db.readRows({ text: 'SELECT table_name FROM duckdb_tables() ORDER BY 1' });
    expect(tables.map((each) => each.table_name)).toEqual([
      'checks',
      'features_logged',
      'impressions',
      'judgments',
      'meta',
      'models',
      'refused_rows',
      'requests',
      'scores_1',
    ]);
  });

  it('fills the summary that the contract promises', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session } = await opened({ path: folder, cacheDir });
    const info = caseInfo(session);
    expect(caseInfoSchema.parse(info)).toEqual(info);
    expect(info).toMatchObject({ rows: 4, requests: 2, rowsNotShown: 1, label: 'relevance', refusedRows: 0 });
    expect(info.labels).toEqual([
      { name: 'relevance', source: 'relevance', behavioral: false, positives: 1 },
      { name: 'click', source: 'click', behavioral: true, positives: 2 },
    ]);
    expect(info.models[0]).toMatchObject({ name: 'a', kind: 'scores', state: 'ready', missingRows: 1, extraRows: 1 });
    expect(info.checks.map((each) => each.id)).toContain('nan');
  });

  it('reuses the session of an unchanged case', async () => {
    const { folder, cacheDir } = caseFolder(files);
    await (await openCase({ path: folder, cacheDir })).session.close();
    const again = await opened({ path: path.join(folder, 'case.yaml'), cacheDir });
    expect(again.rebuilt).toBe(false);
    expect(again.session.meta.counts.rows).toBe(4);
  });

  it('reuses it when only times and comments changed', async () => {
    const { folder, cacheDir } = caseFolder(files);
    await (await openCase({ path: folder, cacheDir })).session.close();
    utimesSync(path.join(folder, 'log.csv'), 1, 1);
    writeFileSync(path.join(folder, 'case.yaml'), `# a comment\n${files['case.yaml']}`);
    expect((await opened({ path: folder, cacheDir })).rebuilt).toBe(false);
  });

  it('builds again when an input or the case changed', async () => {
    const { folder, cacheDir } = caseFolder(files);
    await (await openCase({ path: folder, cacheDir })).session.close();
    writeFileSync(path.join(folder, 'log.csv'), files['log.csv'].replace('web', 'tv'));
    const second = await openCase({ path: folder, cacheDir });
    expect(second.rebuilt).toBe(true);
    await second.session.close();
    writeFileSync(path.join(folder, 'case.yaml'), files['case.yaml'].replace('Two lists', 'Renamed'));
    expect((await opened({ path: folder, cacheDir })).rebuilt).toBe(true);
  });

  it('opens a session file by its path', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session } = await openCase({ path: folder, cacheDir });
    const { file } = session;
    await session.close();
    const direct = await opened({ path: file, cacheDir });
    expect(direct.session.case.name).toBe('Two lists');
    expect(direct.rebuilt).toBe(false);
  });

  it('keeps the former session and no leftovers when a build fails', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session } = await openCase({ path: folder, cacheDir });
    const { file } = session;
    await session.close();
    const before = readFileSync(file);
    writeFileSync(path.join(folder, 'log.csv'), 'qid,doc\n');
    await expect(openCase({ path: folder, cacheDir })).rejects.toMatchObject({ code: 'input' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('building'))).toEqual([]);
  });

  it('removes what a dead process left behind', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session } = await openCase({ path: folder, cacheDir });
    const leftover = `${session.file}.building-4194999`;
    await session.close();
    writeFileSync(leftover, 'x');
    await opened({ path: folder, cacheDir });
    expect(existsSync(leftover)).toBe(false);
  });

  it('stops with cancelled and leaves nothing', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const controller = new AbortController();
    const build = openCase(
      { path: folder, cacheDir },
      { signal: controller.signal, progress: () => controller.abort() },
    );
    await expect(build).rejects.toThrow();
    expect(readdirSync(cacheDir, { recursive: true }).filter((name) => String(name).includes('building'))).toEqual([]);
  });

  it('builds in memory without writing a session', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    expect(session.file).toBe(':memory:');
    expect(readdirSync(cacheDir, { recursive: true }).some((name) => String(name).endsWith('.rankscope'))).toBe(false);
    await expect(session.db.readRows({ text: "SELECT * FROM read_text('/etc/hosts')" })).rejects.toThrow();
  });
});
