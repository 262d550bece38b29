import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import type { Database } from '../../../electron/engine/db/database';
import { type ParetoParams, paretoStudy } from '../../../electron/engine/pareto/paretoStudy';
import type { WeightedModel } from '../../../electron/engine/pareto/weightedModel';
import { defaultBlending } from '../../../shared/blend/valueModel';
import type { ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { everyRequest, sourceOf } from '../compare/support/contestOf';
import { type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';

/** The weights that the case gives. */
export const caseWeights = [1, 3];

/** A log with two predictions a row (scores 0 and 1), some missing, and their blend under the case's weights (score 2). */
export function weightLog(seed: number, requests: number): RandomLog {
  const log = randomLog(seededRandom(seed), requests, 0);
  const random = seededRandom(seed + 1);
  for (const [i, row] of log.rows.entries()) {
    const click = random.next(25) === 0 ? null : 0.7 * nextUnit(random) + ((row.grade ?? 0) > 0 ? 0.3 : 0);
    const order = nextUnit(random) * 0.2 + (i % 4 === 0 ? 0.1 : 0);
    row.scores = [click, order, click === null ? null : caseWeights[0]! * click + caseWeights[1]! * order];
  }
  log.outside = [];
  return log;
}

/** Grade of the second label: not the one that the log was drawn with, missing on the same rows. */
export function otherGrade(grade: number | null, row: number): number | null {
  return grade === null ? null : row % 4 === 0 ? 1 : 0;
}

export const weighted: WeightedModel = {
  name: 'c',
  kind: 'objectives',
  objectives: ['relevance', 'other'],
  labels: ['relevance', 'other'],
  heads: [1, 2].map((n) => ({
    name: `head ${n}`,
    kind: 'head',
    key: `model ${n - 1}`,
    list: 'scores' as const,
    table: `scores_${n}`,
    complete: false,
  })),
  quantiles: null,
  weights: caseWeights,
  blending: defaultBlending,
};

/** A session over the log with both labels and 40 users. Close it after use. */
export async function weightSession(log: RandomLog, overrides: Partial<ContestSource> = {}) {
  const db: Database = await sessionOf(log);
  await db.run({ text: 'ALTER TABLE impressions ADD COLUMN "label:other" DOUBLE' });
  await db.run({
    text: `UPDATE impressions SET "label:other" = CASE WHEN "label:relevance" IS NULL THEN NULL WHEN row_id % 4 = 0 THEN 1 ELSE 0 END`,
  });
  await db.run({ text: 'ALTER TABLE requests ADD COLUMN user_id VARCHAR' });
  await db.run({ text: `UPDATE requests SET user_id = 'u' || (request_index % 40)` });
  const labels = ['relevance', 'other'].map((name) => ({ name, judged: false, behavioral: false }));
  const base = sourceOf(db, log);
  const metrics = { ...base.metrics, unit: 'user' };
  return { db, source: { ...base, labels, metrics, hasUsers: true, ...overrides }, set: everyRequest(log) };
}

export const wish: ParetoParams = { preset: null, metrics: null, seed: 0, divisions: 4, weights: null, halves: true };

/** `models.pareto` over a generated log, in a database of its own. */
export async function paretoOf(
  log: RandomLog,
  params: Partial<ParetoParams> = {},
  overrides: Partial<ContestSource> = {},
): Promise<ParetoResult> {
  const { db, source, set } = await weightSession(log, overrides);
  try {
    return await paretoStudy(source, set, weighted, { ...wish, ...params });
  } finally {
    await db.close();
  }
}
