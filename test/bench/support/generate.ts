import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { openLoader } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';
import { nextUnit, seededRandom } from '../../../shared/stats/random';

const listLength = 20;
// A catalog of a million items; no request holds one twice.
const ids = `printf('q%07d', range // ${listLength}) AS request_id, printf('d%06d', ((range // ${listLength}) * 7919 + (range % ${listLength}) * 50021) % 1000000) AS item_id`;

/** A TREC case: topics of 1,000 documents in rank order, 100 of them judged from 0 to 3. */
export async function trecCase(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const perTopic = Math.min(1000, rows);
  const random = seededRandom(20);
  const run = createWriteStream(path.join(folder, 'run.txt'));
  const qrels = createWriteStream(path.join(folder, 'qrels.txt'));
  for (let topic = 1; topic <= Math.ceil(rows / perTopic); topic++) {
    const docs = new Set<number>();
    while (docs.size < perTopic) docs.add(random.next(500_000));
    let score = 30;
    const lines = [...docs].map((doc, rank) => {
      score -= nextUnit(random) * 0.03;
      return `${topic} Q0 doc-${String(doc).padStart(7, '0')} ${rank + 1} ${score.toFixed(4)} bm25\n`;
    });
    run.write(lines.join(''));
    const judged = [...docs].filter((_, rank) => rank % 10 === topic % 10);
    qrels.write(judged.map((doc) => `${topic} 0 doc-${String(doc).padStart(7, '0')} ${random.next(4)}\n`).join(''));
  }
  run.end();
  qrels.end();
  await Promise.all([finished(run), finished(qrels)]);
  writeFileSync(
    path.join(folder, 'case.yaml'),
    'rankscope: 1\nname: trec\nlog: { format: trec }\njudgments: qrels.txt\nmodels:\n  - { name: bm25, file: run.txt, format: trec }\n',
  );
  return folder;
}

/** A log of 20 rows a request with grades from 0 to 3 (half of them unjudged), and the scores of two models. */
export async function scoredCase(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const noise = (seed: number) => `(hash(range * 2 + ${seed}) % 1000000) / 1000000.0`;
  const files = {
    'log.parquet': `SELECT ${ids},
      (range % ${listLength} + 1)::INTEGER AS position,
      CASE WHEN hash(range * 3) % 2 = 0 THEN (hash(range * 7) % 4)::INTEGER END AS relevance FROM range(${rows})`,
    ...Object.fromEntries(
      [1, 2].map((n) => [
        `m${n}.parquet`,
        `SELECT ${ids},
        (hash(range * 7) % 4) * ${n / 10} + ${noise(n)} AS score FROM range(${rows})`,
      ]),
    ),
  };
  await writeParquet(folder, files);
  writeFileSync(
    path.join(folder, 'case.yaml'),
    `rankscope: 1
name: scored
log:
  path: log.parquet
  candidates: all
  columns: { request: request_id, item: item_id, position: position, relevance: relevance }
features: []
label: relevance
models:
  - { name: a, file: m1.parquet, format: scores }
  - { name: b, file: m2.parquet, format: scores }
`,
  );
  return folder;
}

/** A log with 30 DOUBLE features, requests in random order. */
export async function featureCase(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const features = Array.from(
    { length: 30 },
    (_, i) => `(hash(range * 31 + ${i}) % 1000003) / 1000003.0 AS f_${String(i).padStart(2, '0')}`,
  );
  // Multiplying by an odd number below a power of two visits every row once, in an order that looks random.
  const size = 2 ** Math.ceil(Math.log2(rows));
  const shuffled = `(SELECT (range * 2654435761) % ${size} AS range FROM range(${size})) WHERE range < ${rows}`;
  await writeParquet(folder, {
    'log.parquet': `SELECT ${ids},
      (range % ${listLength} + 1)::INTEGER AS position, (hash(range * 7) % 10 = 0)::INTEGER AS click, ${features.join(', ')} FROM ${shuffled}`,
  });
  writeFileSync(
    path.join(folder, 'case.yaml'),
    `rankscope: 1
name: features
log:
  path: log.parquet
  candidates: shown
  columns: { request: request_id, item: item_id, position: position, click: click }
features: ["f_*"]
label: click
`,
  );
  return folder;
}

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

async function writeParquet(folder: string, files: Record<string, string>): Promise<void> {
  const db = await openLoader(null);
  try {
    for (const [name, query] of Object.entries(files)) {
      await db.run({ text: `COPY (${query}) TO ${quoteText(path.join(folder, name))} (FORMAT parquet)` });
    }
  } finally {
    await db.close();
  }
}
