import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const tables = {
  'imp.csv': 'rid,iid,pos\nr1,a,1\nr1,b,2\nr2,a,1\n',
  'clicks.ndjson': '{"rid":"r1","iid":"b"}\n',
};
const yaml = (extra = '') => `rankscope: 1
name: joined
log:
  sql: log.sql
  tables: { imp: imp.csv, clicks: clicks.ndjson }
${extra}  columns: { request: rid, item: iid, position: pos, click: click }
`;
const sql = `SELECT imp.*, (c.iid IS NOT NULL)::INT AS click, MAP {'x': pos * 1.5} AS f
FROM imp LEFT JOIN clicks c USING (rid, iid) -- every impression`;

describe('log.sql', () => {
  it('reads a SELECT over several tables', async () => {
    const { rows } = await openFiles({ 'case.yaml': yaml(), 'log.sql': `${sql}\n;\n`, ...tables });
    expect(await rows('SELECT request_id, item_id, position, click FROM impressions')).toEqual([
      { request_id: 'r1', item_id: 'a', position: 1, click: 0 },
      { request_id: 'r1', item_id: 'b', position: 2, click: 1 },
      { request_id: 'r2', item_id: 'a', position: 1, click: 0 },
    ]);
  });

  it.each([
    ['SELECT 1; SELECT 2', /must be one SELECT; it is 2 statements/],
    ['DROP TABLE imp', /log.sql.*/],
    ["COPY imp TO 'x.csv'", /log.sql/],
    ["SELECT * FROM read_text('/etc/hosts')", /log.sql.*/],
    ["SELECT * FROM '/etc/passwd'", /log.sql/],
    ['SELECT rid,\n  nothing FROM imp', /log.sql, line 2: .*nothing/],
    ['', /empty/],
  ])('refuses %s', async (text, message) => {
    const build = openFiles({ 'case.yaml': yaml(), 'log.sql': text, ...tables });
    await expect(build).rejects.toMatchObject({ code: 'input', message: expect.stringMatching(message) });
  });
});

describe('log.requests', () => {
  it('joins columns once per request', async () => {
    const { rows, session } = await openFiles({
      'case.yaml': yaml('  requests: { path: req.csv, request: id }\n'),
      'log.sql': sql,
      ...tables,
      'req.csv': 'id,device,load\nr1,web,0.5\nr1,app,9\nr3,app,1\n',
    });
    expect(
      await rows(
        'SELECT request_id, device, load FROM impressions JOIN features_logged USING (row_id) ORDER BY row_id',
      ),
    ).toEqual([
      { request_id: 'r1', device: 'web', load: 0.5 },
      { request_id: 'r1', device: 'web', load: 0.5 },
      { request_id: 'r2', device: null, load: null },
    ]);
    expect(session.meta.checks.map(({ id, count }) => [id, count])).toEqual([
      ['requests_twice', 1],
      ['requests_missing', 1],
    ]);
  });
});
