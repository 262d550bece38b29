import { describe, expect, it } from 'vitest';
import type { Contestant } from '../../../electron/engine/compare/contestants';
import { ContestData } from '../../../electron/engine/compare/contestData';
import { planMetric } from '../../../electron/engine/compare/planMetric';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { presetNames, presetSettings } from '../../../shared/metrics/presets';
import { findRequestMetric } from '../../../shared/metrics/registry';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { seededRandom } from '../../../shared/stats/random';
import { type LogRow, type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { loggedList, scoredList } from './support/referenceLists';

const ids = [
  'ndcg@1',
  'ndcg@3',
  'ndcg@10',
  'ndcg',
  'ndcg_exp2@5',
  'dcg@5',
  'map_R@5',
  'map_R',
  'map_min@5',
  'p@1',
  'p@5',
  'p',
  'recall@5',
  'recall',
  'hit@3',
  'mrr',
  'mrr@3',
  'judged@5',
  'judged',
  'err@10',
  'rbp',
  'ndcg@10(rel=2)',
  'p@5(rel=2)',
];

describe('contest evaluation', () => {
  for (const preset of presetNames) {
    // The preset of this tool leaves empty requests to the caller.
    const settings = { ...presetSettings(preset) };
    if (settings.noPositive === 'refuse') settings.noPositive = 'skip';
    if (settings.missingRequest === 'error') settings.missingRequest = 'apart';
    for (const judged of [true, false]) {
      it(`agrees with the references under ${preset}, ideal from ${judged ? 'judgments' : 'the log'}`, async () => {
        // 1,000 small logs at once: each request is drawn on its own, so a log of 4,000 is 1,000 logs of 4.
        const log = randomLog(seededRandom(presetNames.indexOf(preset)), 4000, 2);
        if (!judged) log.outside = [];
        await expectAgreement(log, settings, judged);
      });
    }
  }
});

async function expectAgreement(log: RandomLog, settings: MetricSettings, judged: boolean): Promise<void> {
  const db = await sessionOf(log);
  try {
    const specs = ids.map((id) => resolveMetric(parseMetricId(id), settings));
    const plans = specs.map((spec) => planMetric(spec, settings, findRequestMetric(spec.name)!.evaluate));
    const contestants: Contestant[] = [
      { name: 'a', kind: 'scores', key: 'a', list: 'scores', table: 'scores_1', complete: true },
      { name: 'b', kind: 'scores', key: 'b', list: 'scores', table: 'scores_2', complete: true },
      { name: '@logged', kind: 'builtin', key: '@logged', list: 'logged' },
    ];
    const ties = settings.ties === 'input' ? ('input' as const) : ('id' as const);
    const withTies = settings.ties !== 'id' && settings.ties !== 'input';
    const vectors = await new ContestData(db, log.rows.length).vectors({
      order: { precision: settings.scorePrecision, ties, withTies },
      label: { name: 'relevance', judged },
      contestants,
      plans,
    });
    const byRequest: LogRow[][] = Array.from({ length: log.requests }, () => []);
    for (const row of log.rows) byRequest[row.request]!.push(row);
    const faults: string[] = [];
    for (let c = 0; c < contestants.length; c++) {
      byRequest.forEach((rows, request) => {
        const list = c === 2 ? loggedList(rows) : scoredList(rows, c, settings);
        list.judged = Float64Array.from([
          ...rows.flatMap((row) => (row.grade === null ? [] : [row.grade])),
          ...log.outside.filter((row) => row.request === request).map((row) => row.grade),
        ]);
        specs.forEach((spec, m) => {
          const expected = evaluateRequest(spec, list, settings);
          const got = vectors[c]!.values[m]![request]!;
          if (expected === null && Number.isNaN(got)) return;
          if (!(Math.abs(got - (expected ?? Number.NaN)) < 1e-12))
            faults.push(`${ids[m]} of request ${request} for ${contestants[c]!.name}: ${got}, expected ${expected}`);
        });
      });
    }
    expect(faults).toEqual([]);
  } finally {
    await db.close();
  }
}
