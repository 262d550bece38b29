import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMetricId, parseMetricId } from '../../../shared/metrics/metricId';
import type { MetricSpec } from '../../../shared/metrics/metricSpec';
import { presetSettings } from '../../../shared/metrics/presets';
import { metricDefinitions } from '../../../shared/metrics/registry';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import { RankscopeError } from '../../../shared/wire/errors';

fc.configureGlobal({ seed: 7 });

function failure(text: string): RankscopeError {
  try {
    parseMetricId(text);
  } catch (thrown) {
    if (thrown instanceof RankscopeError) return thrown;
    throw thrown;
  }
  throw new Error(`"${text}" was accepted`);
}

describe('parseMetricId', () => {
  it.each([
    ['ndcg@10:order', 'ndcg@10:order'],
    ['ndcg', 'ndcg'],
    ['rbp(p=0.8)', 'rbp(p=0.8)'],
    ['err@10(max=4)', 'err@10(max=4)'],
    ['err(max=4)@10', 'err@10(max=4)'],
    ['ndcg@10(rel=2)', 'ndcg@10(rel=2)'],
    ['ndcg@010( rel = 2.0 ):graded', 'ndcg@10(rel=2):graded'],
    ['rbp(rel=2,p=.8,max=3)', 'rbp(max=3,p=0.8,rel=2)'],
    ['map@10', 'map@10'],
    ['gini_exposure_w@5', 'gini_exposure_w@5'],
    ['clicks_per_user', 'clicks_per_user'],
  ])('reads %s as %s', (text, canonical) => {
    expect(formatMetricId(parseMetricId(text))).toBe(canonical);
  });

  it.each([
    ['ndgc@10', 'Did you mean "ndcg"?'],
    ['NDCG@10', 'Did you mean "ndcg"?'],
    ['rr@10', 'Did you mean "mrr"?'],
    ['ap_R@3', 'Did you mean "map_R"?'],
    ['precision@5', 'Did you mean "p"?'],
    ['order_per_user', 'Did you mean "orders_per_user"?'],
  ])('names the nearest metric for %s', (text, hint) => {
    expect(failure(text)).toMatchObject({ code: 'input', hint });
  });

  it.each([
    '',
    '@10',
    'ndcg@',
    'ndcg@0',
    'ndcg@1.5',
    'ndcg@-1',
    'ndcg@99999999999',
    'ndcg@10@10',
    'ndcg(rel=2)(rel=2)',
    'ndcg(rel=1,rel=2)',
    'ndcg()',
    'ndcg(rel)',
    'ndcg(rel=two)',
    'ndcg(p=0.8)',
    'ndcg(rel=2',
    'ndcg:',
    'ndcg:a b',
    'ndcg@10 ',
    'ndcg:order@10',
    'auc@10',
    'auc(rel=1)',
    'rbp(p=1.5)',
    'rbp(constructor=1)',
    'constructor',
    '__proto__',
  ])('refuses %j with a sentence', (text) => {
    const error = failure(text);
    expect(error.code).toBe('input');
    expect(error.message.length).toBeGreaterThan(20);
    expect(error.hint).toBeDefined();
  });

  it('throws nothing but input errors', () => {
    const pieces = fc.constantFrom(
      'ndcg',
      'rbp',
      'map',
      '@',
      '10',
      '(',
      ')',
      'p=0.8',
      'rel=2',
      ',',
      ':',
      'x',
      '=',
      ' ',
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (id) => {
        try {
          const canonical = formatMetricId(parseMetricId(id));
          expect(formatMetricId(parseMetricId(canonical))).toBe(canonical);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RankscopeError);
          expect((thrown as RankscopeError).code).toBe('input');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back every id that it writes', () => {
    const spec = fc.constantFrom(...metricDefinitions).chain((metric) =>
      fc.record({
        name: fc.constant(metric.name),
        cutoff: metric.cutoff === 'none' ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
        parameters: fc.record(
          Object.fromEntries(
            metric.parameters.map(({ name, min, max }) => [name, fc.double({ min, max, noNaN: true })]),
          ),
          { requiredKeys: [] },
        ),
        label: fc.option(fc.stringMatching(/^[^\s:@(),]+$/)),
      }),
    );
    fc.assert(
      fc.property(spec, (wanted) => {
        const id = formatMetricId(wanted as MetricSpec);
        const parsed = parseMetricId(id);
        expect(formatMetricId(parsed)).toBe(id);
        expect({ ...parsed, parameters: null }).toEqual({ ...wanted, parameters: null });
      }),
    );
  });
});

describe('resolveMetric', () => {
  const resolve = (id: string, preset: 'default' | 'trec_eval' | 'ranx' | 'lightgbm', overrides = {}) =>
    formatMetricId(resolveMetric(parseMetricId(id), presetSettings(preset, overrides)));

  it('resolves map by the preset', () => {
    expect(resolve('map@10', 'default')).toBe('map_min@10');
    expect(resolve('map@10', 'trec_eval')).toBe('map_R@10');
    expect(resolve('map:order', 'ranx')).toBe('map_R:order');
    expect(resolve('map', 'lightgbm')).toBe('map_min');
  });

  it('states the parameters that settings decide', () => {
    expect(resolve('rbp', 'default')).toBe('rbp(p=0.8)');
    expect(resolve('rbp', 'trec_eval')).toBe('rbp(p=0.9)');
    expect(resolve('err@10', 'default', { labelMax: 3 })).toBe('err@10(max=3)');
    expect(resolve('recall@5', 'default', { relLevel: 2 })).toBe('recall@5(rel=2)');
    expect(resolve('ndcg@5', 'default', { relLevel: 2 })).toBe('ndcg@5');
    expect(resolve('recall@5', 'default')).toBe('recall@5');
  });

  it('changes nothing the second time', () => {
    for (const metric of metricDefinitions) {
      const settings = presetSettings('trec_eval', { relLevel: 3 });
      const once = resolveMetric(parseMetricId(metric.name), settings);
      expect(resolveMetric(once, settings)).toEqual(once);
    }
  });
});
