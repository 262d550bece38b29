import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import { buildTable } from '../../../shared/wire/columns';
import type { RandomLog } from './randomLog';

/** A database in memory with the session tables that contests read, holding a generated log. Close it after use. */
export async function sessionOf(log: RandomLog, label = 'relevance'): Promise<Database> {
  const db = await openLoader(null);
  const keys = itemKeys(log);
  await db.run({
    text: `CREATE TABLE impressions (row_id INTEGER, request_index INTEGER, item_key INTEGER, request_id VARCHAR,
item_id VARCHAR, position INTEGER, "label:${label}" DOUBLE)`,
  });
  await db.append(
    'impressions',
    buildTable({
      row_id: { type: 'i32', values: log.rows.map((_, i) => i) },
      request_index: { type: 'i32', values: log.rows.map((row) => row.request) },
      item_key: { type: 'i32', values: log.rows.map((row) => keys.get(row.item)!) },
      request_id: { type: 'utf8', values: log.rows.map((row) => `r${row.request}`) },
      item_id: { type: 'utf8', values: log.rows.map((row) => row.item) },
      position: { type: 'i32', values: log.rows.map((row) => row.position) },
      [`label:${label}`]: { type: 'f64', values: log.rows.map((row) => row.grade) },
    }),
  );
  await writeRequests(db, log);
  await writeJudgments(db, log, keys);
  for (let model = 0; model < (log.rows[0]?.scores.length ?? 0); model++) {
    await db.run({ text: `CREATE TABLE scores_${model + 1} (row_id INTEGER, score DOUBLE)` });
    const scores = buildTable({
      row_id: { type: 'i32', values: log.rows.map((_, i) => i) },
      score: { type: 'f64', values: log.rows.map((row) => row.scores[model]!) },
    });
    await db.append(`scores_${model + 1}`, scores);
  }
  return db;
}

function itemKeys(log: RandomLog): Map<string, number> {
  const items = [...new Set([...log.rows, ...log.outside].map((row) => row.item))].sort(compareUtf8);
  return new Map(items.map((item, key) => [item, key]));
}

async function writeRequests(db: Database, log: RandomLog): Promise<void> {
  const counts = new Array<number>(log.requests).fill(0);
  for (const row of log.rows) counts[row.request]! += 1;
  let next = 0;
  const first = counts.map((count) => {
    next += count;
    return next - count;
  });
  await db.run({
    text: 'CREATE TABLE requests (request_index INTEGER, request_id VARCHAR, first_row INTEGER, rows INTEGER)',
  });
  await db.append(
    'requests',
    buildTable({
      request_index: { type: 'i32', values: first.map((_, r) => r) },
      request_id: { type: 'utf8', values: first.map((_, r) => `r${r}`) },
      first_row: { type: 'i32', values: first },
      rows: { type: 'i32', values: counts },
    }),
  );
}

async function writeJudgments(db: Database, log: RandomLog, keys: Map<string, number>): Promise<void> {
  const graded = log.rows.filter((row) => row.grade !== null);
  const judged = [...graded.map(({ request, item, grade }) => ({ request, item, grade: grade! })), ...log.outside];
  await db.run({
    text: 'CREATE TABLE judgments (request_index INTEGER, request_id VARCHAR, item_key INTEGER, item_id VARCHAR, relevance DOUBLE)',
  });
  await db.append(
    'judgments',
    buildTable({
      request_index: { type: 'i32', values: judged.map((row) => row.request) },
      request_id: { type: 'utf8', values: judged.map((row) => `r${row.request}`) },
      item_key: { type: 'i32', values: judged.map((row) => keys.get(row.item)!) },
      item_id: { type: 'utf8', values: judged.map((row) => row.item) },
      relevance: { type: 'f64', values: judged.map((row) => row.grade) },
    }),
  );
}
