import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeParquet } from './generate';

const [banditItems, banditPlaces] = [100, 3];
/** Every item has as many tickets in a place as its hash says; a row draws one of them. */
const tickets = (seed: number) => `(1 + hash(item * 31 + place * 7 + ${seed}) % 20)::INTEGER`;
const places = `(SELECT i.range::INTEGER AS item, p.range::INTEGER + 1 AS place FROM range(${banditItems}) i, range(${banditPlaces}) p)`;

/**
 * A log of single choices, each its own request: an item for a place with the probability it was drawn with, clicks, and users
 * with five rows on average. Beside it `target.parquet`, another policy, and `rewards.parquet`, a reward model.
 */
export async function banditCase(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const share = (seed: number) => `${tickets(seed)} / sum(${tickets(seed)}) OVER (PARTITION BY place)`;
  const rate = '(0.01 + hash(item * 17 + place) % 100 / 1000.0)';
  const id = "printf('d%03d', item)";
  await writeParquet(folder, {
    'log.parquet': `WITH drawn AS (SELECT place, list(item ORDER BY item, n) AS items FROM ${places}, range(20) t(n) WHERE n < ${tickets(0)} GROUP BY place),
      policy AS (SELECT item, place, ${share(0)} AS propensity FROM ${places}),
      rows AS (SELECT range, (hash(range * 3) % ${banditPlaces})::INTEGER + 1 AS place FROM range(${rows})),
      chosen AS (SELECT range, place, items[(hash(range * 5 + 1) % len(items))::INTEGER + 1] AS item FROM rows JOIN drawn USING (place))
      SELECT ${id} AS item_id, place AS position, printf('u%07d', hash(range * 11) % ${Math.max(1, Math.floor(rows / 5))}) AS user_id, propensity,
        (hash(range * 13) % 1000000 / 1000000.0 < ${rate})::INTEGER AS click FROM chosen JOIN policy USING (item, place) ORDER BY range`,
    'target.parquet': `SELECT ${id} AS item_id, place AS position, ${share(1)} AS probability FROM ${places} ORDER BY ALL`,
    'rewards.parquet': `SELECT ${id} AS item_id, place AS position, ${rate} * (0.8 + hash(item + place * 3) % 40 / 100.0) AS qhat FROM ${places} ORDER BY ALL`,
  });
  writeFileSync(
    path.join(folder, 'case.yaml'),
    `rankscope: 1
name: bandit
log:
  path: log.parquet
  candidates: shown
  columns: { item: item_id, position: position, user: user_id, click: click, propensity: propensity }
features: []
label: click
propensity: { column: propensity, kind: single }
policies: [{ name: target, file: target.parquet }]
policy: { reward: click }
`,
  );
  return folder;
}
