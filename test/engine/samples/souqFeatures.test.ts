import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recomputeTables } from '../../../samples/tools/souq/recomputeSql';
import { addTables, fitsShare, openSample, type SampleTables } from './support/sampleTables';

const folder = path.resolve('samples/souq');
const facts = JSON.parse(readFileSync(path.join(folder, 'truth/facts.json'), 'utf8'));

describe('souq, features recomputed from raw events', () => {
  let sample: SampleTables;
  beforeAll(async () => {
    sample = await openSample(folder);
    await addTables(sample, folder, { ...recomputeTables, history: 'history/i_ctr_1d.csv.gz' });
    const sql = readFileSync(path.join(folder, 'recompute.sql'), 'utf8').replaceAll('"f.', '"r_');
    await sample.db.run({ text: `CREATE TABLE recomputed AS ${sql}` });
    await sample.db.run({
      text: `CREATE TABLE both_sides AS SELECT *, locale = 'nl' AND day >= ${facts.faults.frozenFrom} AS broken FROM log JOIN recomputed USING (request_id, item_id)`,
    });
  });
  afterAll(() => sample.db.close());

  it('match row by row', async () => {
    const found = await sample.numbers(
      'SELECT (SELECT count(*) FROM log) AS logged, count(*) AS matched FROM both_sides',
    );
    expect(found.matched).toBe(found.logged);
  });

  it.each(['i_price', 'i_rating', 'i_age_days', 'x_affinity', 'x_text_match', 'x_price_gap'])(
    'give exactly the logged %s',
    async (name) => {
      const { n } = await sample.numbers(
        `SELECT count(*) AS n FROM both_sides WHERE ${name} IS DISTINCT FROM r_${name} AND NOT coalesce(abs(${name} - r_${name}) < 1e-9, false)`,
      );
      expect(n).toBe(0);
    },
  );

  it.each(['i_ctr_28d', 'i_ctr_1d'])('differ in %s on the 2 percent of cold requests', async (name) => {
    const { n, off, part, zero } = await sample.numbers(`SELECT count(*) AS n, count(*) FILTER (share = 1) AS off,
      count(*) FILTER (share > 0 AND share < 1) AS part, count(*) FILTER (share = 1 AND most = 0) AS zero
      FROM (SELECT avg(CASE WHEN abs(${name} - r_${name}) > 1e-9 THEN 1 ELSE 0 END) AS share, max(${name}) AS most
        FROM both_sides WHERE NOT broken AND r_${name} > 0 GROUP BY request_id)`);
    expect(fitsShare(off!, n!, facts.faults.coldCache)).toBe(true);
    expect({ part, zero }).toEqual({ part: 0, zero: off });
  });

  it('differ in i_ctr_1d of nl from the day of the fault on', async () => {
    const days =
      await sample.rows(`SELECT day, avg(CASE WHEN abs(i_ctr_1d - r_i_ctr_1d) > 1e-9 THEN 1 ELSE 0 END) AS rate
      FROM both_sides WHERE locale = 'nl' GROUP BY day ORDER BY day`);
    const before = days.slice(0, facts.faults.frozenFrom).map(({ rate }) => Number(rate));
    const after = days.slice(facts.faults.frozenFrom).map(({ rate }) => Number(rate));
    expect(Math.max(...before)).toBeLessThan(0.2);
    expect(Math.min(...after)).toBeGreaterThan(0.95);
  });

  it('were frozen at the values of the last load', async () => {
    const { n, frozen, cold } = await sample.numbers(`SELECT count(*) AS n,
      count(*) FILTER (abs(b.i_ctr_1d - coalesce(h.i_ctr_1d, 0)) < 1e-9) AS frozen,
      count(*) FILTER (b.i_ctr_1d = 0 AND b.i_ctr_28d = 0) AS cold
      FROM both_sides b LEFT JOIN history h ON h.item_id = b.item_id AND h.valid_from = DATE '2026-06-01' + ${facts.faults.frozenFrom - 1} WHERE broken`);
    expect(n! - frozen!).toBeLessThanOrEqual(cold!);
    expect(frozen! / n!).toBeGreaterThan(0.94);
  });

  it('stand in the history as recomputed', async () => {
    const { n } = await sample.numbers(`SELECT count(*) AS n FROM both_sides b LEFT JOIN history h
      ON h.item_id = b.item_id AND h.valid_from = CAST(b.served_at AS DATE) WHERE coalesce(h.i_ctr_1d, 0) <> r_i_ctr_1d`);
    expect(n).toBe(0);
  });

  it('mix versions of queries and index to noise', async () => {
    await addTables(sample, folder, {
      items_1: 'embeddings/items_v1.csv.gz',
      items_2: 'embeddings/items_v2.csv.gz',
      queries_2: 'embeddings/queries_v2.csv.gz',
    });
    const vector = (table: string) => `[${Array.from({ length: 16 }, (_, index) => `${table}.e_${index}`).join(', ')}]`;
    const overlap = await sample.numbers(`WITH q AS (SELECT * FROM queries_2 ORDER BY request_id LIMIT 40),
      ranks AS (SELECT q.request_id, a.item_id,
        row_number() OVER (PARTITION BY q.request_id ORDER BY list_dot_product(${vector('q')}, ${vector('a')}) DESC) AS old_rank,
        row_number() OVER (PARTITION BY q.request_id ORDER BY list_dot_product(${vector('q')}, ${vector('b')}) DESC) AS new_rank
        FROM q, items_1 a JOIN items_2 b USING (item_id))
      SELECT count(*) FILTER (old_rank <= 50 AND new_rank <= 50) / (40.0 * 50) AS share FROM ranks`);
    expect(overlap.share).toBeLessThan(0.15);
  });

  it('give ann_score from the vectors of the logged versions', async () => {
    const terms = Array.from({ length: 16 }, (_, index) => `i.e_${index} * q.e_${index}`).join(' + ');
    const { most } = await sample.numbers(`SELECT max(abs(l.ann_score - round(${terms}, 4))) AS most
      FROM log l JOIN queries_2 q USING (request_id) JOIN items_2 i USING (item_id) WHERE l.index_version = 'x2'`);
    expect(most).toBeLessThan(1.5e-4);
  });
});
