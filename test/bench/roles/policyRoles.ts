import path from 'node:path';
import { openLoader } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import { readPolicyFile } from '../../../electron/engine/policy/readPolicyFile';
import { policySourceOf } from '../../../electron/engine/registry/policySourceOf';
import { openCase } from '../../../electron/engine/session/openCase';
import { columnOf } from '../../../shared/wire/columns';

/** What a role prints: seconds from an open session, the fastest of some, and the values by estimator. */
export interface PolicyTiming {
  seconds: number;
  cpuSeconds: number;
  values: Record<string, number | null | undefined>;
}

/**
 * Every estimator of the ladder with diagnostics, and with intervals unless `what` is `values`, from an open session:
 * `[session, case folder, repeat, what]`.
 */
export async function policyEstimate([file, folder, repeat, what]: string[]): Promise<void> {
  const { session } = await openCase({ path: file!, cacheDir: folder! });
  const source = policySourceOf(session);
  const intervals = what !== 'values';
  await print(Number(repeat), async () => {
    const [target, rewards] = await Promise.all([
      tableOf(folder!, 'target', 'probability'),
      tableOf(folder!, 'rewards', 'reward'),
    ]);
    const found = await estimatePolicy(source, {
      reward: 'click',
      target,
      rewardModel: { ...rewards, crossFitted: true },
      intervals,
    });
    if (intervals && found.unit !== 'user') throw new Error(`resampled by ${found.unit}, users repeat`);
    const { ess, meanWeight, maxWeight, p50, p90, p99, topShare, actions } = found.diagnostics;
    const diagnostics = {
      ess,
      meanWeight,
      maxWeight,
      p50,
      p90,
      p99,
      topShare,
      least: actions!.least,
      most: actions!.most,
    };
    return { ...Object.fromEntries(found.estimates.map(({ estimator, value }) => [estimator, value])), ...diagnostics };
  });
  await session.close();
}

function tableOf(folder: string, name: string, holds: 'probability' | 'reward') {
  return readPolicyFile({ name, file: path.join(folder, `${name}.parquet`), holds });
}

const clip = 10;

/**
 * Values and diagnostics by one query, as a person would write it; λ is 10, which is the default here.
 * `[session, case folder, repeat]`
 */
export async function policyQuery([file, folder, repeat]: string[]): Promise<void> {
  const db = await openLoader(file!);
  await print(Number(repeat), async () => {
    const found = await db.readOne({
      text: `WITH target AS (FROM ${parquet(folder!, 'target')}), rewards AS (FROM ${parquet(folder!, 'rewards')}),
direct AS (SELECT position, sum(probability * qhat) AS direct FROM target JOIN rewards USING (item_id, position) GROUP BY position),
rows AS MATERIALIZED (SELECT i.item_id, i.propensity AS p, i.click AS r, t.probability / i.propensity AS w, q.qhat AS q, d.direct AS d
  FROM impressions i JOIN target t ON t.item_id = i.item_id AND t.position = i.position
  JOIN rewards q ON q.item_id = i.item_id AND q.position = i.position JOIN direct d ON d.position = i.position),
items AS (SELECT sum(1 / p) / (SELECT count(*) FROM rows) AS shown FROM rows GROUP BY item_id),
top AS (SELECT sum(w) AS w FROM (SELECT w FROM rows ORDER BY w DESC LIMIT (SELECT ceil(count(*) / 100)::BIGINT FROM rows)))
SELECT sum(w * r) / sum(w) AS snips, avg(w * r) AS ips, avg(least(w, ${clip}) * r) AS cips, avg(d) + sum(w * (r - q)) / sum(w) AS sndr,
  avg(d + w * (r - q)) AS dr, avg(d + CASE WHEN w <= ${clip} THEN w ELSE 0 END * (r - q)) AS switch_dr, avg(d + least(w, ${clip}) * (r - q)) AS dr_clip,
  avg(d + ${clip ** 2} * w / (w * w + ${clip ** 2}) * (r - q)) AS dros, avg(d) AS dm, sum(w) ** 2 / sum(w * w) AS ess, avg(w) AS "meanWeight",
  max(w) AS "maxWeight", quantile_cont(w, 0.5) AS p50, quantile_cont(w, 0.9) AS p90, quantile_cont(w, 0.99) AS p99,
  (SELECT w FROM top) / sum(w) AS "topShare", (SELECT min(shown) FROM items) AS least, (SELECT max(shown) FROM items) AS most FROM rows`,
    });
    return found as Record<string, number>;
  });
  await db.close();
}

const loopDraws = 200;

/**
 * The interval of SNIPS alone by a plain loop over typed arrays: sums by user from a query, then 200 draws of all users.
 * `[session, case folder, repeat]`
 */
export async function policyLoop([file, folder, repeat]: string[]): Promise<void> {
  const db = await openLoader(file!);
  await print(Number(repeat), async () => {
    const table = await db.read({
      text: `SELECT sum(t.probability / i.propensity * i.click) AS wr, sum(t.probability / i.propensity) AS w
FROM impressions i JOIN ${parquet(folder!, 'target')} t ON t.item_id = i.item_id AND t.position = i.position GROUP BY i.user_id`,
    });
    const [wr, w] = ['wr', 'w'].map((name) => columnOf(table, name)).map((column) => 'data' in column && column.data);
    if (!wr || !w) throw new Error('sums are numbers');
    const draws = new Float64Array(loopDraws);
    for (let draw = 0; draw < loopDraws; draw++) {
      let [top, bottom] = [0, 0];
      for (let i = 0; i < w.length; i++) {
        const user = Math.floor(Math.random() * w.length);
        top += wr[user]!;
        bottom += w[user]!;
      }
      draws[draw] = top / bottom;
    }
    draws.sort();
    const all = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
    return { snips: all(wr) / all(w) };
  });
  await db.close();
}

function parquet(folder: string, name: string): string {
  return `read_parquet(${quoteText(path.join(folder, `${name}.parquet`))})`;
}

/** Runs `work` some times and prints the fastest. */
async function print(times: number, work: () => Promise<PolicyTiming['values']>): Promise<void> {
  let best: PolicyTiming | null = null;
  for (let i = 0; i < times; i++) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const values = await work();
    const seconds = (performance.now() - start) / 1000;
    const used = process.cpuUsage(cpu);
    if (best === null || seconds < best.seconds)
      best = { seconds, cpuSeconds: (used.user + used.system) / 1e6, values };
  }
  console.log(JSON.stringify(best));
}
