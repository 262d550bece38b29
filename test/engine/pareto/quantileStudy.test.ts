import { describe, expect, it } from 'vitest';
import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import type { RequestSet } from '../../../electron/engine/compare/requestSet';
import { compareSummary } from '../../../electron/engine/compare/summary';
import { modelObjectives } from '../../../electron/engine/objectives/modelObjectives';
import { blendStudy } from '../../../electron/engine/pareto/blendStudy';
import { paretoStudy } from '../../../electron/engine/pareto/paretoStudy';
import { weightedModel } from '../../../electron/engine/pareto/weightedModel';
import { contestSourceOf } from '../../../electron/engine/registry/contestSourceOf';
import type { Session } from '../../../electron/engine/session/session';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { createBlend } from '../../../electron/engine/sql/scoring/blendScores';
import { createQuantiles, createSteps, quantileTable } from '../../../electron/engine/sql/scoring/quantiles';
import { quantileGlobal } from '../../../shared/blend/normalize';
import type { ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { objectiveFiles } from '../objectives/objectiveCase';
import { openFiles } from '../session/caseFolder';
import { caseWeights, paretoOf, weighted, weightLog, weightSession, wish } from './weightLog';

const random = seededRandom(8);
const training = [0.5, 0.15].map((most) => Float64Array.from({ length: 40 }, () => most * nextUnit(random)).sort());
const log = weightLog(21, 200);
const weights = { relevance: 0.4, other: 2 };
/** One rule for ties, whatever the models of the log tie on. */
const preset = 'trec_eval';

/** The same log with what the reference makes of its predictions. */
const transformed = {
  ...log,
  rows: log.rows.map((row) => {
    const shares = training.map((values, k) => quantileGlobal([row.scores[k] ?? Number.NaN], values)[0]!);
    const [click, order] = shares.map((share) => (Number.isNaN(share) ? null : share));
    const value = click === null ? null : caseWeights[0]! * click! + caseWeights[1]! * order!;
    return { ...row, scores: [click!, order!, value] };
  }),
};

const quantiles = [1, 2].map((k) => ({
  ...weighted.heads[k - 1]!,
  key: `quantiles ${k}`,
  table: quantileTable(3, k),
}));
const model = { ...weighted, quantiles, blending: { value: 'sum', normalize: 'quantile_global' } as const };

async function overQuantiles<T>(work: (source: ContestSource, set: RequestSet) => Promise<T>): Promise<T> {
  const { db, source, set } = await weightSession(log);
  const connection = await db.connect();
  try {
    for (const [index, values] of training.entries()) {
      const relation = `(SELECT unnest([${values.join(', ')}])::DOUBLE AS p)`;
      await connection.run(createSteps(3, index + 1, relation, { name: 'p', type: 'DOUBLE' }));
      await connection.run(createQuantiles(3, index + 1, `scores_${index + 1}`));
    }
    const parts = [1, 2].map((k) => ({ table: quantileTable(3, k), weight: caseWeights[k - 1]! }));
    await connection.run(createBlend(3, parts, { value: 'sum', normalize: 'none' }, true));
    return await work(source, set);
  } finally {
    await connection.close();
    await db.close();
  }
}

describe('weights of shares of training predictions', () => {
  it('give the points that the reference gives, list by list', async () => {
    const params = { ...wish, preset, weights: [weights] };
    const study = await overQuantiles((source, set) => paretoStudy(source, set, model, params));
    const expected = await paretoOf(transformed, { preset, weights: [weights] });
    expect(study.points.map(({ values }) => values)).toEqual(expected.points.map(({ values }) => values));
    expect(study.objectives).toEqual(expected.objectives);
    const plain = await paretoOf(log, { preset, weights: [weights] });
    expect(study.points[1]!.values).not.toEqual(plain.points[1]!.values);
  });

  it('leave floors to predictions as they are', async () => {
    const floors = async (study: Promise<ParetoResult>) => {
      const found = (await study).points.filter(({ form }) => form === 'floor');
      return found.map(({ values }) => values.map(({ value }) => value));
    };
    const study = overQuantiles((source, set) => paretoStudy(source, set, model, { ...wish, preset }));
    const found = await floors(study);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(await floors(paretoOf(log, { preset })));
  });

  it('move the lists that the reference moves, and show predictions as they are', async () => {
    const params = { preset, metrics: null, seed: 0, inference: false, weights };
    const study = await overQuantiles((source, set) => blendStudy(source, set, model, params));
    const { db, source, set } = await weightSession(transformed);
    const expected = await blendStudy(source, set, weighted, params);
    await db.close();
    expect(study.values).toEqual(expected.values);
    expect(study.lists).toEqual(expected.lists);
    expect(study.preview!.request).toBe(expected.preview!.request);
    const cells = (name: string) => {
      const { table } = study.preview!;
      return Array.from({ length: table.rows }, (_, row) => cellAt(columnOf(table, name), row));
    };
    const own = log.rows.filter(({ request }) => `r${request}` === study.preview!.request);
    const plain = cells('item_id').map((item) => own.find((row) => row.item === item)!.scores[1]);
    expect(cells('prediction:other')).toEqual(plain);
  });
});

const blending = 'blending: { normalize: quantile_global, training: train.csv }';
const head = 'blend: { click: 1, order: 4 }';
const trained = `click,order,margin,likes\n${Array.from({ length: 50 }, (_, i) => `${i / 50},${i / 60},${i / 10 - 3},${i / 55}\n`).join('')}`;

async function opened(withTraining: boolean) {
  const files = objectiveFiles(60, { weights: false });
  const yaml = String(files['case.yaml']);
  const { session } = await openFiles({
    ...files,
    'train.csv': trained,
    'case.yaml': withTraining ? yaml.replace(head, `${head}\n    ${blending}`) : yaml,
  });
  const slices = new SessionSlices(session);
  const set = await slices.select(null, new AbortController().signal);
  return { session, source: contestSourceOf(session, slices), set };
}

function reportOf({ session, source, set }: { session: Session; source: ContestSource; set: RequestSet }) {
  return modelObjectives(session, source, set, { model: 'm', slice: null }, {});
}

describe('a case whose objectives become shares of training predictions', () => {
  it('has the lists of its blend under its own weights, and calibration of predictions as they are', async () => {
    const { session, source, set } = await opened(true);
    const metrics = ['ndcg@5:click', 'ndcg@5:order'];
    const found = weightedModel(session, 'm');
    const params = { preset: null, metrics, seed: 0, inference: false, weights: { order: 1 } };
    const { values } = await blendStudy(source, set, found, params);
    const contest = { preset: null, models: ['m', 'm:order'], metrics, slice: null, seed: 0, inference: false };
    const result = await compareSummary(source, set, contest);
    for (const { metric, current } of values) {
      const row = result.metrics.find((each) => each.metric === metric && each.model === 'm')!;
      expect(current).toBeCloseTo(row.mean!, 12);
    }
    const [report, plain] = [await reportOf({ session, source, set }), await reportOf(await opened(false))];
    expect(report.objectives).toEqual(plain.objectives);
    expect(report.blending.normalize).toBe('quantile_global');
    expect(report.warnings.at(-1)).toContain('become shares of training predictions before they are weighted');
  });
});
