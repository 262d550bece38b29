import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const requests = 100;
const perPage = 10;
const rowsAt = requests * 2 * perPage;
const twins = (rowsAt * 3) / 1000;

/** Impressions of two pages a list, every fifth place an ad; the first rows stand a second time. */
function impressions(): string {
  const rows = Array.from({ length: rowsAt }, (_, i) => {
    const [request, place] = [Math.floor(i / 20), i % 20];
    const page = Math.floor(place / perPage) + 1;
    const slot = place % 5 === 4 ? 'sponsored' : 'organic';
    return `r${request},i${(request * 7 + place) % 60},${place + 1},${page},${slot},2026-07-0${(request % 9) + 1}T10:0${page}:00Z,u${request % 25}`;
  });
  return ['rid,iid,pos,page_no,slot_type,at,uid', ...rows, ...rows.slice(0, twins)].join('\n');
}

function clicks(): string {
  return ['rid,iid', ...Array.from({ length: 40 }, (_, r) => `r${r},i${(r * 7 + (r % 12)) % 60}`)].join('\n');
}

function features(): string {
  const lines = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({ iid: `i${i}`, price: i * 1.5, ctr: i % 2 ? i / 100 : null }),
  );
  return lines.join('\n');
}

const sql = `SELECT imp.*, (c.iid IS NOT NULL)::INT AS click, MAP {'price': f.price, 'ctr': f.ctr} AS features
FROM imp LEFT JOIN clicks c USING (rid, iid) LEFT JOIN features f USING (iid)`;

const yaml = `rankscope: 1
name: three tables
log:
  sql: log.sql
  tables: { imp: imp.csv, clicks: clicks.csv, features: features.ndjson }
  columns: { request: rid, item: iid, position: pos, page: page_no, slot: slot_type, time: at, user: uid, click: click }
features: { maps: [{ column: features, keys: ["*"] }] }
`;

describe('a log from three tables', () => {
  it('opens with maps, pages, ads and duplicates, and says what it found', async () => {
    const files = { 'imp.csv': impressions(), 'clicks.csv': clicks(), 'features.ndjson': features(), 'log.sql': sql };
    const { session, rows } = await openFiles({ 'case.yaml': yaml, ...files });
    expect(session.meta.counts).toMatchObject({ rows: rowsAt, requests, logRows: rowsAt + twins, refusedRows: 0 });
    expect(session.meta.checks.map(({ id, severity, count }) => [id, severity, count])).toEqual([
      ['duplicates', 'warns', twins],
      ['several_pages', 'notes', requests],
      ['slots_not_organic', 'warns', rowsAt / 5],
    ]);
    expect(session.meta.checks[0]?.detail).toContain('0.30%');
    expect(session.meta.features).toEqual(['features.ctr', 'features.price']);
    expect(
      await rows(
        'SELECT position, page, slot, click, "features.price" AS price FROM impressions JOIN features_logged USING (row_id) WHERE request_id = \'r1\' AND position IN (2, 5, 11)',
      ),
    ).toEqual([
      { position: 2, page: 1, slot: 'organic', click: 1, price: 12 },
      { position: 5, page: 1, slot: 'sponsored', click: 0, price: 16.5 },
      { position: 11, page: 2, slot: 'organic', click: 0, price: 25.5 },
    ]);
  });
});
