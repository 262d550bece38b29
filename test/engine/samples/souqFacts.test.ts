import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsShare, openSample, type SampleTables } from './support/sampleTables';

const folder = path.resolve('samples/souq');
const facts = JSON.parse(readFileSync(path.join(folder, 'truth/facts.json'), 'utf8'));

describe('souq, what was planted', () => {
  let sample: SampleTables;
  beforeAll(async () => {
    sample = await openSample(folder);
  });
  afterAll(() => sample.db.close());

  it('holds every row once but for 0.3 percent', async () => {
    const { written, kept } = await sample.numbers(
      'SELECT (SELECT count(*) FROM log_rows) AS written, (SELECT count(*) FROM log) AS kept',
    );
    expect(fitsShare(written! - kept!, kept!, facts.faults.duplicates)).toBe(true);
    expect(written).toBeGreaterThan(kept!);
  });

  it('logs 40 candidates of at most 300', async () => {
    const found = await sample.numbers(`SELECT min(n) AS least, max(n) AS most, max(deepest) AS deepest FROM (
      SELECT count(*) AS n, max(ann_rank) AS deepest FROM log GROUP BY request_id)`);
    expect(found).toMatchObject({ least: 40, most: 40 });
    expect(found.deepest).toBeGreaterThan(250);
    expect(found.deepest).toBeLessThanOrEqual(300);
  });

  it('shows one page or two, advertisements at their positions', async () => {
    const pages = await sample.rows(
      `SELECT DISTINCT n FROM (SELECT count(position) AS n FROM log GROUP BY request_id) ORDER BY n`,
    );
    expect(pages.map(({ n }) => Number(n))).toEqual([12, 24]);
    const ads = await sample.rows(`SELECT DISTINCT position FROM log WHERE slot = 'sponsored' ORDER BY 1`);
    expect(ads.map(({ position }) => Number(position))).toEqual(facts.rules.adPositions);
    const others = await sample.numbers(
      `SELECT count(*) AS n FROM log WHERE position IN (2, 8, 15) AND slot <> 'sponsored'`,
    );
    expect(others.n).toBe(0);
  });

  it('never shows more of a merchant than the cap', async () => {
    const { most } = await sample.numbers(`SELECT max(n) AS most FROM (
      SELECT count(*) AS n FROM log JOIN read_csv('${folder}/data/items.csv', header = true) USING (item_id)
      WHERE slot = 'organic' AND surface <> 'store' GROUP BY request_id, merchant)`);
    expect(most).toBe(facts.rules.merchantCap);
  });

  it('explores 5 percent of the requests', async () => {
    const { explored, requests } = await sample.numbers(
      'SELECT count(*) FILTER (e) AS explored, count(*) AS requests FROM (SELECT bool_or(is_explore = 1) AS e FROM log GROUP BY request_id)',
    );
    expect(fitsShare(explored!, requests!, facts.explored)).toBe(true);
  });

  it('logs propensities that sum to 1 at each position', async () => {
    const sums = await sample.rows(`SELECT DISTINCT round(sum(propensity), 9) AS total FROM log
      WHERE is_explore = 1 GROUP BY request_id HAVING max(position) = 24`);
    expect(sums).toEqual([{ total: 1 }]);
    const rest = await sample.rows('SELECT DISTINCT propensity FROM log WHERE is_explore = 0 AND position IS NOT NULL');
    expect(rest).toEqual([{ propensity: 1 }]);
  });

  it('logs propensities that are calibrated', async () => {
    // Of a target that shows the pool in the ranker's order: the mean weight over shown places must be 1.
    const { mean, se, off } = await sample.numbers(`WITH pool AS (
        SELECT *, row_number() OVER (PARTITION BY request_id ORDER BY rank_model) AS wish,
          row_number() OVER (PARTITION BY request_id ORDER BY position NULLS LAST) AS place,
          bool_or(is_explore = 1) OVER (PARTITION BY request_id) AS explored
        FROM log WHERE rule_code IS NULL OR rule_code = 'explore')
      SELECT avg(w) AS mean, stddev(w) / sqrt(count(*)) AS se, abs(avg(w) - 1) / (stddev(w) / sqrt(count(*))) AS off
      FROM (SELECT CASE WHEN wish = place THEN 1 / propensity ELSE 0 END AS w FROM pool WHERE explored AND position IS NOT NULL)`);
    expect(off, `mean weight ${mean} with standard error ${se}`).toBeLessThan(3);
  });

  it('examines positions as the truth says', async () => {
    const found = await sample.rows(`WITH shown AS (
        SELECT position, click, examination FROM log JOIN theta USING (surface, device, position) WHERE is_explore = 1),
      places AS (SELECT position, count(*) AS n, sum(click) AS clicks, avg(examination) AS truth FROM shown GROUP BY position),
      top AS (SELECT * FROM places WHERE position = 1)
      SELECT a.position, a.truth / f.truth AS truth, (a.clicks / a.n) / (f.clicks / f.n) AS theta,
        sqrt((1 - a.clicks / a.n) / a.clicks + (1 - f.clicks / f.n) / f.clicks) AS se
      FROM places a, top f WHERE a.position > 1 AND a.clicks > 0 ORDER BY 1`);
    const covered = found.filter(
      ({ truth, theta, se }) => Math.abs(Math.log(Number(theta) / Number(truth))) <= 1.96 * Number(se),
    );
    expect(found.length).toBeGreaterThan(10);
    expect(covered.length / found.length).toBeGreaterThanOrEqual(0.85);
  });

  it('draws clicks from examination and attraction', async () => {
    const { clicks, expected, sd } =
      await sample.numbers(`SELECT sum(click) AS clicks, sum(p) AS expected, sqrt(sum(p * (1 - p))) AS sd
      FROM (SELECT click, examination * attraction AS p FROM log JOIN theta USING (surface, device, position))`);
    expect(Math.abs(clicks! - expected!)).toBeLessThan(3 * sd!);
  });

  it('lets orders come within seven days, as late as planted', async () => {
    const { n, latest, day } =
      await sample.numbers(`SELECT count(*) AS n, max(hours) AS latest, count(*) FILTER (hours <= 24) AS day
      FROM (SELECT epoch(ordered_at - served_at) / 3600 AS hours
        FROM read_csv('${folder}/truth/orders.csv.gz', header = true) JOIN log USING (request_id, item_id))`);
    expect(latest).toBeLessThanOrEqual(168);
    expect(fitsShare(day!, n!, facts.orders.arrivedShare['24h'])).toBe(true);
  });

  it('lacks the orders that had not arrived', async () => {
    const { late, logged, missing } = await sample.numbers(`SELECT
      count(*) FILTER (o.ordered_at >= TIMESTAMP '2026-06-22') AS late, max(l.order_time) < TIMESTAMP '2026-06-22' AS logged,
      count(*) FILTER (l.ordered = 0) AS missing
      FROM read_csv('${folder}/truth/orders.csv.gz', header = true) o JOIN log l USING (request_id, item_id)`);
    expect(late).toBeGreaterThan(50);
    expect({ logged, missing }).toEqual({ logged: 1, missing: late });
  });

  it('changes versions on the days that changes.csv names', async () => {
    const changes = await sample.rows(`SELECT kind, CAST(time AS DATE) - DATE '2026-06-01' AS day FROM
      read_csv('${folder}/data/changes.csv', header = true)`);
    const first = await sample.numbers(`SELECT min(day) FILTER (model_version = 'v41') AS ranker,
      min(day) FILTER (model_version = 'v42') AS canary, min(day) FILTER (index_version = 'x2') AS "index",
      min(day) FILTER (fs_version = 'fs2') AS features, min(day) FILTER (app_version::VARCHAR = '7.2') AS app FROM log`);
    expect(first).toEqual(facts.schedule);
    expect(changes.map(({ day }) => Number(day))).toEqual(
      Object.values(facts.schedule as object).sort((a, b) => a - b),
    );
  });
});
