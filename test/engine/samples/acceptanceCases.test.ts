import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCase } from '../../../electron/engine/case/loadCase';
import { type FeatureName, featureNames, width } from '../../../samples/tools/souq/features';
import { readRanker } from '../../../samples/tools/souq/rankers';
import { recomputeTables } from '../../../samples/tools/souq/recomputeSql';
import { addTables, openSample } from './support/sampleTables';

const folderOf = (name: string) => path.resolve('samples/cases', name);
const names = ['R1', 'R2', 'R3', 'R4', 'R5'];

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce(
    (sum, entry) =>
      sum +
      (entry.isDirectory() ? bytesOf(path.join(folder, entry.name)) : statSync(path.join(folder, entry.name)).size),
    0,
  );
}

describe('acceptance cases', () => {
  it.each(names)('%s is small, valid and has its answer', async (name) => {
    const answer = parse(readFileSync(path.join(folderOf(name), 'answer.yaml'), 'utf8'));
    expect(bytesOf(folderOf(name))).toBeLessThan(1_000_000);
    expect((await loadCase(folderOf(name))).case.name).toMatch(new RegExp(`^${name}: `));
    expect(answer).toMatchObject({ case: name, fault: { kind: expect.any(String) }, innocent: expect.any(Array) });
  });

  it('R1 loses clicks of nl from the onset on, nobody else', async () => {
    const { measured, onset } = parse(readFileSync(path.join(folderOf('R1'), 'answer.yaml'), 'utf8'));
    expect(onset).toBe('2026-06-11');
    expect(measured['after, affected'].ndcgOfGrades).toBeLessThan(measured['before, affected'].ndcgOfGrades - 0.05);
    expect(Math.abs(measured['after, others'].ndcgOfGrades - measured['before, others'].ndcgOfGrades)).toBeLessThan(
      0.03,
    );
  });

  it('R2 reads half of the new model too early', async () => {
    const sample = await openSample(folderOf('R2'));
    const found =
      await sample.rows(`SELECT model_version AS version, avg(CASE WHEN mature THEN 1 ELSE 0 END) AS mature, sum(ordered) / sum(click) AS naive
      FROM (SELECT *, TIMESTAMP '2026-06-29' - served_at >= INTERVAL 7 DAY AS mature FROM log) GROUP BY 1 ORDER BY 1`);
    expect(found.map(({ mature }) => mature)).toEqual([1, 0.5]);
    expect(Number(found[1]!.naive)).toBeLessThan(Number(found[0]!.naive));
    const { measured } = parse(readFileSync(path.join(folderOf('R2'), 'answer.yaml'), 'utf8'));
    const [before, after] = [measured['before, affected'], measured['after, affected']];
    expect(after.ordersPerRequest).toBeLessThan(before.ordersPerRequest);
    expect(after.ordersPerRequestInTheEnd).toBeGreaterThan(before.ordersPerRequestInTheEnd);
    await sample.db.close();
  });

  it('R3 breaks rank to position on the Monday only', async () => {
    const sample = await openSample(folderOf('R3'));
    const found = await sample.rows(`SELECT day >= 14 AS after, avg(CASE WHEN fits THEN 1 ELSE 0 END) AS kept FROM (
        SELECT request_id, day, count(*) FILTER (slot = 'sponsored') <= 2 AND count(*) FILTER (rule_code = 'merchant_cap' AND rank_model <= 3) = 0 AS fits
        FROM log GROUP BY ALL) GROUP BY 1 ORDER BY 1`);
    expect(Number(found[0]!.kept)).toBeGreaterThan(0.9);
    expect(Number(found[1]!.kept)).toBeLessThan(0.05);
    const ranked = await sample.rows(
      `SELECT day >= 14 AS after, avg(grade) AS grade FROM log WHERE rank_model <= 5 AND day >= 7 GROUP BY 1 ORDER BY 1`,
    );
    expect(Math.abs(Number(ranked[0]!.grade) - Number(ranked[1]!.grade))).toBeLessThan(0.12);
    await sample.db.close();
  });

  it('R4 finds fewer of the later purchases on one host', async () => {
    const sample = await openSample(folderOf('R4'));
    await addTables(sample, folderOf('R4'), { purchases: 'data/later_purchases.csv.gz' });
    const found =
      await sample.rows(`SELECT r.host = 'h3' AS stuck, r.day >= 10 AS after, avg(CASE WHEN l.item_id IS NULL THEN 0 ELSE 1 END) AS recall
      FROM purchases p JOIN (SELECT DISTINCT request_id, host, day FROM log) r USING (request_id)
      LEFT JOIN log l ON l.request_id = p.request_id AND l.item_id = p.item_id GROUP BY ALL ORDER BY stuck, after`);
    const [othersBefore, othersAfter, stuckBefore, stuckAfter] = found.map(({ recall }) => Number(recall));
    expect(stuckAfter).toBeLessThan(stuckBefore! - 0.2);
    expect(othersAfter).toBeGreaterThan(othersBefore! - 0.05);
    const versions = await sample.rows(
      `SELECT DISTINCT index_version, qt_version FROM log WHERE host = 'h3' ORDER BY ALL`,
    );
    expect(versions).toEqual([
      { index_version: 'x1', qt_version: 'q1' },
      { index_version: 'x2', qt_version: 'q1' },
    ]);
    await sample.db.close();
  });

  it('R5 breaks parity on clicked rows only', async () => {
    const folder = folderOf('R5');
    const sample = await openSample(folder);
    const ranker = readRanker(readFileSync('samples/souq/models/leaking.txt', 'utf8'));
    const columns = featureNames.filter((name: FeatureName) => !/^(u_|ctx_)/.test(name));
    const lists =
      await sample.rows(`SELECT CAST(to_json(list(struct_pack(click := coalesce(click, 0), score := rank_score,
        ${featureNames.map((name) => `${name} := ${columns.includes(name) ? name : `r.${name}`}`).join(', ')}))) AS VARCHAR) AS rows
      FROM log JOIN read_csv('${folder}/data/requests.csv.gz', header = true) r USING (request_id)
      WHERE arm = 'treatment' AND rank_score IS NOT NULL AND position IS NOT NULL GROUP BY request_id`);
    const rows = lists.flatMap((list) => JSON.parse(String(list.rows)) as Record<string, number | null>[]);
    const broken = rows.filter((row) => {
      const values = Float64Array.from(featureNames, (name) => row[name] ?? Number.NaN);
      expect(values).toHaveLength(width);
      return Math.abs(ranker(values)[0]! - row.score!) > 1e-4;
    });
    const clicked = rows.filter(({ click }) => click === 1);
    expect(broken.every(({ click }) => click === 1)).toBe(true);
    expect(broken.length / clicked.length).toBeGreaterThan(0.05);
    expect(broken.length / clicked.length).toBeLessThan(0.12);
    await sample.db.close();
  });

  it('R5 wrote the leaking feature after the click', async () => {
    const folder = folderOf('R5');
    const sample = await openSample(folder);
    await addTables(sample, folder, { ...recomputeTables, views: 'raw/views.csv.gz' });
    await sample.db.run({
      text: `CREATE TABLE recomputed AS ${readFileSync(path.join(folder, 'recompute.sql'), 'utf8').replace('AS x_session_views', 'AS r_views')}`,
    });
    const found =
      await sample.numbers(`SELECT count(*) FILTER (off AND click = 1) AS clicked, count(*) FILTER (off AND click IS DISTINCT FROM 1) AS others
      FROM (SELECT l.x_session_views <> r.r_views AS off, click FROM log l JOIN recomputed r USING (request_id, item_id))`);
    expect(found.clicked).toBeGreaterThan(50);
    expect(found.others).toBe(0);
    await sample.db.close();
  });
});
