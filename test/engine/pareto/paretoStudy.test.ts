import { describe, expect, it } from 'vitest';
import { compareSummary } from '../../../electron/engine/compare/summary';
import { paretoStudy } from '../../../electron/engine/pareto/paretoStudy';
import { weightedModel } from '../../../electron/engine/pareto/weightedModel';
import type { Session } from '../../../electron/engine/session/session';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { presetSettings } from '../../../shared/metrics/presets';
import { dominates } from '../../../shared/pareto/dominance';
import type { ParetoPointRow } from '../../../shared/pareto/paretoSchemas';
import { hashHalf } from '../../../shared/stats/hashHalf';
import { scoredList } from '../compare/support/referenceLists';
import type { RandomLog } from '../support/randomLog';
import { otherGrade, paretoOf, weighted, weightLog, weightSession, wish } from './weightLog';

const log = weightLog(7, 600);

/** ndcg@10 of every request under two weights by the references; null where there is none. */
function referenceValues(
  { rows, requests }: RandomLog,
  [click, order]: readonly number[],
  label: 'relevance' | 'other',
) {
  const settings = presetSettings('default');
  const blended = rows.map((row, i) => ({
    ...row,
    grade: label === 'other' ? otherGrade(row.grade, i) : row.grade,
    scores: [row.scores[0] === null ? null : click! * row.scores[0]! + order! * row.scores[1]!],
  }));
  return Array.from({ length: requests }, (_, request) => {
    const own = blended.filter((row) => row.request === request);
    const list = scoredList(own, 0, settings);
    list.judged = Float64Array.from(own.flatMap(({ grade }) => grade ?? []));
    return evaluateRequest(parseMetricId('ndcg@10'), list, settings);
  });
}

function meanOf(values: readonly (number | null)[]): number {
  const present = values.filter((value) => value !== null);
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

describe('weightings of a model', () => {
  it('have the means of the references, on the two halves of the users', async () => {
    const weights = [
      { relevance: 1, other: 0.25 },
      { relevance: 0.5, other: 7 },
    ];
    const result = await paretoOf(log, { weights });
    expect(result.axes.map(({ metric }) => metric)).toEqual(['ndcg@10:relevance', 'ndcg@10:other']);
    expect(result.chosenOn.requests + result.reportedOn.requests).toBe(600);
    expect(result.chosenOn.units + result.reportedOn.units).toBe(40);
    const half = (values: (number | null)[], which: number) =>
      values.filter((_, request) => hashHalf(`u${request % 40}`) === which);
    for (const [p, { relevance, other }] of weights.entries()) {
      const point = result.points[p + 1]!;
      for (const [m, label] of (['relevance', 'other'] as const).entries()) {
        const values = referenceValues(log, [relevance, other], label);
        expect(point.values[m]!.chosen).toBeCloseTo(meanOf(half(values, 0)), 12);
        expect(point.values[m]!.value).toBeCloseTo(meanOf(half(values, 1)), 12);
      }
    }
  });

  it.each([
    ['requests', {}],
    ['means over users', { by: 'user' }],
  ])('give the case the numbers and intervals of its contest (%s)', async (_, changed) => {
    const { db, source, set } = await weightSession(log);
    const asked = { ...source, metrics: { ...source.metrics, ...changed } };
    const params = { preset: null, models: ['a', 'c'], metrics: ['ndcg@10:relevance', 'ndcg@10:other'], slice: null };
    const contest = await compareSummary(asked, set, { ...params, seed: 0, inference: true });
    const weights = [{ relevance: 1 }];
    const result = await paretoStudy(asked, set, weighted, { ...wish, weights, halves: false });
    await db.close();
    const [own, click] = result.points as [ParetoPointRow, ParetoPointRow];
    for (const m of [0, 1]) {
      const [ofClick, ofCase] = contest.metrics.slice(2 * m);
      expect(own.values[m]!.value).toBeCloseTo(ofCase!.mean!, 12);
      expect(click.values[m]!.value).toBeCloseTo(ofClick!.mean!, 12);
      expect(click.values[m]!.versusCase!.delta).toBeCloseTo(-contest.pairs[m]!.delta!, 12);
      expect(click.values[m]!.versusCase!.ci![0]).toBeCloseTo(-contest.pairs[m]!.ci![1], 12);
      expect(click.values[m]!.versusCase!.ci![1]).toBeCloseTo(-contest.pairs[m]!.ci![0], 12);
    }
    expect(result.warnings.join(' ')).toContain('chosen and scored on the same requests');
  });

  it('mark the front, what dominates the others, and the area above random lists', async () => {
    const result = await paretoOf(log, { divisions: 8 });
    const chosen = result.points.map(({ values }) => values.map((value) => value.chosen!));
    result.points.forEach((point, i) => {
      expect(point.front).toBe(!chosen.some((other) => dominates(other, chosen[i]!)));
      expect(point.dominatedBy === null).toBe(point.front);
      if (point.front) return;
      expect(result.points[point.dominatedBy!]!.front).toBe(true);
      expect(dominates(chosen[point.dominatedBy!]!, chosen[i]!)).toBe(true);
      expect(point.lead![0]!.delta).toBeCloseTo(
        result.points[point.dominatedBy!]!.values[0]!.value! - point.values[0]!.value!,
        12,
      );
    });
    expect(result.points.map(({ form }) => form)).toEqual([
      ...new Array(10).fill('sum'),
      ...new Array(7).fill('product'),
      ...new Array(6).fill('floor'),
    ]);
    expect(result.points.filter(({ convex }) => convex).length).toBeGreaterThan(1);
    expect(result.hypervolume).toBeGreaterThan(0);
    expect(result.reference!.every((value) => value > 0.1 && value < 0.9)).toBe(true);
    expect(result.sentence).toMatch(/^\d+ of 23 weightings are dominated by no other/);
  });

  it('are the same bytes for the same seed, and stop when they are cancelled', async () => {
    const [first, second] = [await paretoOf(log), await paretoOf(log)];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    const { db, source, set } = await weightSession(log);
    const controller = new AbortController();
    const progress = () => controller.abort();
    await expect(paretoStudy(source, set, weighted, wish, { signal: controller.signal, progress })).rejects.toThrow();
    await db.close();
  });
});

describe('what weightings may claim', () => {
  const behavioral = ['relevance', 'other'].map((name) => ({ name, judged: false, behavioral: true }));

  it('is agreement with behavior where labels come from it', async () => {
    const result = await paretoOf(log, {}, { labels: behavioral });
    expect(result.axes.map(({ status }) => status)).toEqual(['judged_on_served', 'judged_on_served']);
    expect(result.warnings[0]).toContain('not what would have happened');
    for (const { statistically, statisticallyReason, withheld } of result.points) {
      if (statistically === null) expect(statisticallyReason).toMatch(/nothing dominates|judged on what another order/);
      if (withheld !== null) expect(withheld).toContain('judged on what another order showed');
    }
  });

  it('is nothing against the weights that were served', async () => {
    const result = await paretoOf(log, {}, { labels: behavioral, servedModel: 'c' });
    expect(result.points[0]!.withheld).toBeNull();
    expect(result.points.slice(1).every(({ withheld }) => withheld?.includes('favors that order'))).toBe(true);
    expect(result.points.every(({ statistically }) => statistically === null)).toBe(true);
  });
});

describe('an empty slice', () => {
  it('has weightings without values, each with its reason', async () => {
    const { db, source } = await weightSession(log);
    const none = { total: log.requests, indexes: new Uint32Array(0), rows: 0 };
    const result = await paretoStudy(source, none, weighted, wish);
    await db.close();
    expect(result).toMatchObject({ halves: false, hypervolume: 0, reportedOn: { units: 0, requests: 0 } });
    expect(result.sentence).toContain('have no value');
    for (const { values, front, dominatedBy } of result.points) {
      expect({ front, dominatedBy }).toEqual({ front: false, dominatedBy: null });
      for (const { value, valueReason, ci } of values)
        expect([value, valueReason !== undefined, ci]).toEqual([null, true, null]);
    }
  });
});

describe('what cannot be weighed', () => {
  it.each([
    [{ weights: [{ relevant: 1 }] }, 'has no objective "relevant"'],
    [{ weights: [{ relevance: 0 }] }, 'All weights are 0'],
    [{ metrics: ['auc:relevance'] }, 'not computed list by list'],
  ])('is refused in words: %j', async (params, message) => {
    await expect(paretoOf(log, params)).rejects.toThrow(message);
  });

  it('is a case with one label', async () => {
    const labels = [{ name: 'relevance', judged: false, behavioral: false }];
    await expect(paretoOf(log, {}, { labels })).rejects.toThrow('only the label "relevance"');
  });

  it('is a model with one score, or one that is not there', () => {
    const session = {
      case: { models: [{ name: 'a', objectives: null, blend: null }] },
      models: [{ name: 'a', state: 'ready' }],
    };
    const open = (name: string) => () => weightedModel(session as unknown as Session, name);
    expect(open('a')).toThrow('nothing to weigh');
    expect(open('b')).toThrow('There is no model "b"');
  });
});
