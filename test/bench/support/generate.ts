import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { openLoader } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';
import { nextUnit, seededRandom } from '../../../shared/stats/random';

export const listLength = 20;
// A catalog of a million items; no request holds one twice.
export const ids = `printf('q%07d', range // ${listLength}) AS request_id, printf('d%06d', ((range // ${listLength}) * 7919 + (range % ${listLength}) * 50021) % 1000000) AS item_id`;

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

/** Writes the rows of each query to a Parquet file of the folder. */
export async function writeParquet(folder: string, files: Record<string, string>): Promise<void> {
  const db = await openLoader(null);
  try {
    for (const [name, query] of Object.entries(files)) {
      await db.run({ text: `COPY (${query}) TO ${quoteText(path.join(folder, name))} (FORMAT parquet)` });
    }
  } finally {
    await db.close();
  }
}
