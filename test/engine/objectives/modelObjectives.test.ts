import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import { compareSummary } from '../../../electron/engine/compare/summary';
import { modelObjectives } from '../../../electron/engine/objectives/modelObjectives';
import { rowMetrics } from '../../../electron/engine/objectives/rowMetrics';
import { contestSourceOf } from '../../../electron/engine/registry/contestSourceOf';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { auc } from '../../../shared/metrics/auc';
import { calibrationError, observedExpected } from '../../../shared/metrics/calibration';
import { groupedAuc } from '../../../shared/metrics/groupedAuc';
import { logLoss, normalizedEntropy } from '../../../shared/metrics/logLoss';
import type { CalibrationGroup, ModelObjectives, ObjectiveReport } from '../../../shared/objectives/objectiveSchemas';
import { openFiles, writeFiles } from '../session/caseFolder';
import { objectiveFiles } from './objectiveCase';

/** A labeled row as the reference sees it. */
interface Row {
  request: number;
  p: number;
  y: number;
  w: number;
  surface: string | null;
  position: number | null;
  days: number | null;
}

async function reported(weights: boolean) {
  const folder = mkdtempSync(path.join(tmpdir(), 'rankscope-objectives-'));
  writeFiles(folder, objectiveFiles(150, { weights }));
  const { session } = await openCase({ path: folder, cacheDir: path.join(folder, 'cache'), memory: true });
  const slices = new SessionSlices(session);
  const source = contestSourceOf(session, slices);
  const all = await slices.select(null, new AbortController().signal);
  const report = await modelObjectives(session, source, all, { model: 'm', slice: null }, {});
  return { session, slices, source, report, folder };
}

async function labeledRows({ db }: Session, label: string, k: number, weights: boolean): Promise<Row[]> {
  const found = await db.readRows({
    text: `SELECT i.request_index, s.score, i."label:${label}" AS y, ${weights ? 'i.weight' : '1.0::DOUBLE'} AS w, i.surface, i.position,
date_diff('second', t.created_at, i."time") / 86400.0::DOUBLE AS days
FROM impressions i JOIN scores_1_${k} s USING (row_id) LEFT JOIN items t USING (item_id) WHERE i."label:${label}" IS NOT NULL${weights ? ' AND i.weight > 0' : ''} ORDER BY row_id`,
  });
  return found.map((row) => ({
    request: Number(row.request_index),
    p: Number(row.score),
    y: Number(row.y),
    w: Number(row.w),
    surface: row.surface as string | null,
    position: row.position as number | null,
    days: row.days as number | null,
  }));
}

const columns = (rows: readonly Row[]) =>
  [rows.map(({ p }) => p), rows.map(({ y }) => y), rows.map(({ w }) => w)] as const;

function expectGroups(groups: readonly CalibrationGroup[], rows: readonly Row[], nameOf: (row: Row) => string | null) {
  expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(rows.length);
  for (const group of groups) {
    const own = rows.filter((row) => nameOf(row) === group.value);
    const [p, y, w] = columns(own);
    const weight = w.reduce((sum, each) => sum + each, 0);
    expect(own.length, String(group.value)).toBe(group.rows);
    expect(group.oe).toBeCloseTo(observedExpected(p, y, w)!, 12);
    expect(group.observedRate! * weight).toBeCloseTo(group.observed, 9);
    expect(group.meanProbability! * weight).toBeCloseTo(group.expected, 9);
  }
}

const bandOfDays = ({ days }: Row) => {
  if (days === null || days < 0) return null;
  if (days < 1) return 'under 1 day';
  if (days < 7) return '1 to 7 days';
  if (days < 30) return '7 to 30 days';
  return days < 90 ? '30 to 90 days' : '90 days and more';
};
const bandOfPosition = ({ position: at }: Row) => {
  if (at === null) return null;
  if (at <= 1) return '1';
  if (at <= 3) return '2-3';
  if (at <= 5) return '4-5';
  if (at <= 10) return '6-10';
  return at <= 20 ? '11-20' : '21+';
};

describe.each([false, true])('objectives of a model, with sampling weights: %s', (weights) => {
  let session: Session;
  let slices: SessionSlices;
  let source: ContestSource;
  let report: ModelObjectives;
  let folder: string;
  beforeAll(async () => {
    ({ session, slices, source, report, folder } = await reported(weights));
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });
  const objective = (name: string): ObjectiveReport => report.objectives.find((each) => each.name === name)!;

  it.each([
    ['click', 1],
    ['order', 2],
  ])('agree with the references on the rows that have the label: %s', async (name, k) => {
    const { metrics, rows, positives, bySurface, byPosition, byItemAge, reliability } = objective(name);
    const labeled = await labeledRows(session, name, k, weights);
    const [p, y, w] = columns(labeled);
    expect(rows).toBe(labeled.length);
    expect(positives).toBe(y.filter((each) => each === 1).length);
    expect(metrics.auc!.value).toBeCloseTo(auc(p, y, w)!, 12);
    expect(metrics.logloss!.value).toBeCloseTo(logLoss(p, y, w)!, 12);
    expect(metrics.ne!.value).toBeCloseTo(normalizedEntropy(p, y, w)!, 12);
    expect(metrics.oe!.value).toBeCloseTo(observedExpected(p, y, w)!, 12);
    const requests = labeled.map(({ request }) => request);
    const ofRequest = weights ? [...(await source.data.requestWeights())] : Array(source.requests).fill(1);
    const grouped = groupedAuc(p, y, requests, source.requests, { rows: w, groups: ofRequest });
    expect(metrics.gauc!.value).toBeCloseTo(grouped.byRows!, 12);
    expect(metrics.gauc_q!.value).toBeCloseTo(grouped.byGroups!, 12);
    if (weights) expect(metrics.ece).toEqual({ value: null, reason: 'bins of equal count have no weighted form' });
    else expect(metrics.ece!.value).toBeCloseTo(calibrationError(p, y)!, 12);
    expect(reliability).toHaveLength(weights ? 0 : 20);
    expectGroups(bySurface, labeled, ({ surface }) => surface);
    expectGroups(byPosition, labeled, bandOfPosition);
    expectGroups(byItemAge, labeled, bandOfDays);
    for (const { value, byPosition: own } of bySurface) {
      const inside = labeled.filter(({ surface }) => surface === value);
      expectGroups(own, inside, bandOfPosition);
    }
  });

  it('count rows without a label, and those that are too young, apart', async () => {
    const count = async (where: string) =>
      Number((await session.db.readOne({ text: `SELECT count(*)::DOUBLE AS n FROM impressions WHERE ${where}` }))!.n);
    const { unlabeledRows, immatureRows } = objective('order');
    expect(unlabeledRows).toBe(await count('"label:order" IS NULL'));
    expect(immatureRows).toBe(await count(`"label:order" IS NULL AND "time" > TIMESTAMP '2026-07-07'`));
    expect(immatureRows).toBeGreaterThan(0);
    expect(immatureRows).toBeLessThan(unlabeledRows);
  });

  it('say why an objective without a label has no numbers', () => {
    const { label, labelReason, metrics, rows, gate } = objective('likes');
    expect({ label, labelReason, rows }).toEqual({
      label: null,
      labelReason: 'the case has no label "likes"; it has click, order',
      rows: 0,
    });
    expect(metrics.auc).toEqual({ value: null, reason: labelReason });
    expect(gate.interpretable).toBeNull();
    expect(report.warnings).toContain(`Objective "likes" has no numbers: ${labelReason}.`);
  });

  it('pass the gate only where every weighted objective is calibrated on every surface', () => {
    const weighted = ['click', 'order'].flatMap((name) => objective(name).bySurface.map(({ oe }) => oe!));
    const all = weighted.every((oe) => oe >= 0.9 && oe <= 1.1);
    expect(report.gate.interpretable).toBe(all);
    expect(report.gate.sentence).toMatch(/^Weights are not interpretable: .* click on home \d/);
  });

  it('are contestants, whose numbers are the same', async () => {
    const everything = await slices.select(null, new AbortController().signal);
    const metrics = ['auc:click', 'gauc:click', 'oe:click', 'first_positive_rank:click'];
    const params = {
      preset: null,
      models: ['m', 'm:click', 'halves'],
      metrics,
      seed: 0,
      inference: false,
      slice: null,
    };
    const result = await compareSummary(source, everything, params);
    const own = objective('click').metrics;
    for (const row of result.metrics.filter(({ model }) => model === 'm:click')) {
      const name = row.metric.replace(':click', '') as keyof typeof own;
      if (weights && name !== 'first_positive_rank') expect(row.meanReason).toContain('sampling weights');
      else expect(row.mean, row.metric).toBeCloseTo(own[name]!.value!, 12);
    }
  });

  it('follow the slice', async () => {
    const chosen = await slices.select("surface = 'home'", new AbortController().signal);
    const sliced = await modelObjectives(session, source, chosen, { model: 'm', slice: "surface = 'home'" }, {});
    const home = objective('click').bySurface.find(({ value }) => value === 'home')!;
    expect(sliced.objectives[0]!.bySurface).toEqual([home]);
    expect(sliced.objectives[0]!.rows).toBe(home.rows);
  });

  it('are refused for other models', async () => {
    const everything = await slices.select(null, new AbortController().signal);
    const ask = (model: string) => modelObjectives(session, source, everything, { model, slice: null }, {});
    await expect(ask('halves')).rejects.toMatchObject({
      message: 'The model "halves" has one score a row, not several objectives.',
      hint: 'Models with objectives are "m".',
    });
    await expect(ask('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('metrics of single rows', () => {
  it('give the worked example of A11', () => {
    const found = rowMetrics(
      {
        scores: Float64Array.of(0.9, 0.8, 0.3, 0.1, 0.2, 0.25, 0.7),
        outcomes: Uint8Array.of(1, 0, 0, 0, 1, 0, 0),
        weights: null,
        starts: [0, 4, 6, 7],
        requests: [0, 1, 2],
      },
      null,
    );
    const expected = { auc: 0.6, gauc: 0.666667, gauc_q: 0.5, logloss: 0.75399, ne: 1.260284, oe: 0.615385 };
    for (const [name, value] of Object.entries(expected)) {
      expect(found[name as keyof typeof expected].value, name).toBeCloseTo(value, 6);
    }
  });
});

describe('a log without surfaces, positions and items', () => {
  it('has one group for the gate and no bands', async () => {
    const files = objectiveFiles(40, { weights: false });
    const text = String(files['case.yaml'])
      .replace('position: pos, ', '')
      .replace('surface: surface, ', '')
      .replace('items: { path: items.csv, id: item }\n', '');
    const { session } = await openFiles({ ...files, 'case.yaml': text });
    const slices = new SessionSlices(session);
    const source = contestSourceOf(session, slices);
    const set = await slices.select(null, new AbortController().signal);
    const { objectives, ageColumn, gate } = await modelObjectives(
      session,
      source,
      set,
      { model: 'm', slice: null },
      {},
    );
    const { bySurface, byPosition, byItemAge, metrics } = objectives[0]!;
    expect([ageColumn, byPosition, byItemAge]).toEqual([null, [], []]);
    expect(bySurface).toEqual([expect.objectContaining({ value: null, oe: metrics.oe!.value, byPosition: [] })]);
    expect(gate.sentence).toMatch(/outside 0\.9 to 1\.1 for click \d\.\d+, order \d/);
  });
});

describe('predictions that are no probabilities', () => {
  it('have ranks and AUC, and no calibration', async () => {
    const files = objectiveFiles(40, { weights: false });
    const text = String(files['case.yaml']).replace(
      '{ click: click, order: order }',
      '{ click: click, margin: order }',
    );
    const { session } = await openFiles({ ...files, 'case.yaml': text });
    const slices = new SessionSlices(session);
    const source = contestSourceOf(session, slices);
    const set = await slices.select(null, new AbortController().signal);
    const { objectives } = await modelObjectives(session, source, set, { model: 'm', slice: null }, {});
    const { metrics, gate, bySurface, reliability } = objectives.find(({ name }) => name === 'margin')!;
    expect(metrics.auc!.value).toBeGreaterThan(0);
    for (const name of ['logloss', 'ne', 'oe', 'ece'] as const) {
      expect(metrics[name]).toEqual({ value: null, reason: expect.stringMatching(/they are no probabilities$/) });
    }
    expect(bySurface[0]).toMatchObject({ oe: null, oeReason: expect.stringContaining('no probabilities') });
    expect(gate.interpretable).toBeNull();
    expect(reliability).toEqual([]);
  });
});
