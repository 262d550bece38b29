import { describe, expect, it } from 'vitest';
import { doublesOf } from '../../../electron/engine/compare/columns';
import { metricSql, requestValuesSql } from '../../../electron/engine/sql/compare/metricSql';
import { evaluateRequest } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { presetNames, presetSettings } from '../../../shared/metrics/presets';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { seededRandom } from '../../../shared/stats/random';
import { type LogRow, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { compareLog } from './support/contestOf';
import { loggedList, scoredList } from './support/referenceLists';

const ids = [
  'ndcg@1',
  'ndcg@5',
  'ndcg',
  'ndcg_exp2@3',
  'dcg@5',
  'map_R@5',
  'map_R',
  'map_min@5',
  'p@5',
  'p',
  'recall@5',
];
const more = ['recall', 'hit@3', 'mrr', 'mrr@3', 'judged@5', 'judged', 'ndcg@10(rel=2)', 'p@5(rel=2)', 'map@3'];

describe('the SQL form of a metric', () => {
  const cases = presetNames
    .map((preset) => [preset, usable(presetSettings(preset))] as const)
    .filter(([, settings]) => settings.ties === 'id' || settings.ties === 'input');
  it.each(cases)('equals the references under %s', async (preset, settings) => {
    for (const judged of [true, false]) {
      // Each request is drawn on its own, so a log of 1,000 requests is 1,000 logs.
      const log = randomLog(seededRandom(presetNames.indexOf(preset) + 50), 1000, 1);
      if (!judged) log.outside = [];
      const db = await sessionOf(log);
      try {
        const byRequest: LogRow[][] = Array.from({ length: log.requests }, () => []);
        for (const row of log.rows) byRequest[row.request]!.push(row);
        const faults: string[] = [];
        for (const kind of ['scores', 'logged'] as const) {
          const list = kind === 'scores' ? { kind, table: 'scores_1' } : { kind };
          const references = byRequest.map((rows, request) => {
            const reference = kind === 'scores' ? scoredList(rows, 0, settings) : loggedList(rows);
            const outside = log.outside.filter((row) => row.request === request).map((row) => row.grade);
            reference.judged = Float64Array.from([...rows.flatMap((row) => row.grade ?? []), ...outside]);
            return reference;
          });
          for (const id of judged ? [...ids, ...more] : ids.slice(0, 4)) {
            const spec = resolveMetric(parseMetricId(id), settings);
            const input = { spec, settings, label: { name: 'relevance', judged }, list };
            const got = doublesOf(await db.read(requestValuesSql(input)), 'value');
            references.forEach((reference, request) => {
              const expected = evaluateRequest(spec, reference, settings) ?? Number.NaN;
              const same = Number.isNaN(expected)
                ? Number.isNaN(got[request]!)
                : Math.abs(got[request]! - expected) < 1e-9;
              if (!same) faults.push(`${id} of request ${request}, ${kind}: ${got[request]}, expected ${expected}`);
            });
          }
        }
        expect(faults.slice(0, 5)).toEqual([]);
      } finally {
        await db.close();
      }
    }
  });

  it('gives the mean that compare prints', async () => {
    const log = randomLog(seededRandom(70), 200, 1);
    const settings = presetSettings('default');
    const models = ['a', '@logged', '@ideal', '@popularity'];
    const lists = [
      { kind: 'scores' as const, table: 'scores_1' },
      ...(['logged', 'ideal', 'popularity'] as const).map((kind) => ({ kind })),
    ];
    const means: (number | null)[] = [];
    const { metrics } = await compareLog(log, {
      source: {
        models: [
          { n: 1, name: 'a', kind: 'scores', key: 'a', state: 'ready', reason: null, scoredRows: 0, listRows: null },
        ],
      },
      params: { models, metrics: ['ndcg@5'], preset: 'trec_eval', inference: false },
      prepare: async (db) => {
        for (const list of lists) {
          const input = {
            spec: parseMetricId('ndcg@5'),
            settings: presetSettings('trec_eval'),
            label: { name: 'relevance', judged: true },
            list,
          };
          means.push((await db.readOne(metricSql(input)))!.mean as number);
        }
      },
    });
    expect(metrics).toHaveLength(means.length);
    for (const [i, row] of metrics.entries()) expect(means[i]).toBeCloseTo(row.mean!, 9);
    expect(() =>
      metricSql({
        spec: parseMetricId('err@5'),
        settings,
        label: { name: 'x', judged: true },
        list: { kind: 'logged' },
      }),
    ).toThrow('There is no SQL form of err here');
  });
});

function usable(settings: MetricSettings): MetricSettings {
  const noPositive = settings.noPositive === 'refuse' ? 'skip' : settings.noPositive;
  return {
    ...settings,
    noPositive,
    missingRequest: settings.missingRequest === 'error' ? 'apart' : settings.missingRequest,
  };
}
