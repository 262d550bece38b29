import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../shared/metrics/definitionOf';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { metricSpec } from '../../../shared/metrics/metricSpec';
import { parsePreset, presetNames, presetSettings } from '../../../shared/metrics/presets';
import { findMetric, findRequestMetric, metricDefinitions } from '../../../shared/metrics/registry';
import { defaultSettings } from '../../../shared/metrics/settings';
import { RankscopeError } from '../../../shared/wire/errors';

/** The names of case-format.md. */
const documented = `ndcg ndcg_exp2 dcg map_R map_min p recall hit mrr err rbp judged coverage ild novelty gini_exposure
  gini_exposure_w auc gauc logloss ne oe first_positive_rank clicks_per_user orders_per_user gmv_per_user ctr cvr_click
  cvr_imp gmv_imp ips_dcg sn_ips_dcg ips_ndcg ips_arp ips_clicks`.split(/\s+/);

describe('registry', () => {
  it('holds every documented name once', () => {
    for (const name of documented) expect(findMetric(name)?.name).toBe(name);
    expect(new Set(metricDefinitions.map(({ name }) => name)).size).toBe(metricDefinitions.length);
  });

  it('describes every metric in words', () => {
    for (const metric of metricDefinitions) {
      expect(metric.title.length).toBeGreaterThan(1);
      expect(metric.description).toMatch(/\.$/);
      expect(metric.definition).toMatch(/\.$/);
      expect(metric.needs.length).toBeGreaterThan(0);
      expect(parseMetricId(metric.name)).toEqual(metricSpec(metric.name));
    }
  });

  it('finds no metric on the prototype', () => {
    expect(findMetric('constructor')).toBeUndefined();
    expect(findRequestMetric('auc')).toBeUndefined();
  });
});

describe('presets', () => {
  it('default is the default settings', () => {
    expect(presetSettings('default')).toEqual(defaultSettings);
  });

  it('gives the table of decisions 27', () => {
    const row = (name: (typeof presetNames)[number]) => {
      const s = presetSettings(name);
      return [s.gain, s.ideal, s.noPositive, s.ties, s.pDivisor, s.map, s.missingRequest].join(' ');
    };
    expect(row('default')).toBe('linear judged skip id K min apart');
    expect(row('trec_eval')).toBe('linear judged zero id K R skip');
    expect(row('ranx')).toBe('linear judged zero id K R error');
    expect(row('sklearn')).toMatch(/^linear list zero expected /);
    expect(row('lightgbm')).toMatch(/^exp2 list one input K min /);
    expect(row('xgboost')).toMatch(/^exp2 list one input K min /);
    expect(presetSettings('xgboost').scorePrecision).toBe('f32');
    expect(row('recbole')).toMatch(/^binary judged refuse \w+ K min /);
    expect(row('evidently')).toMatch(/^linear judged skip \w+ list R /);
  });

  it('lets stated settings win and ignores unstated ones', () => {
    expect(presetSettings('lightgbm', { gain: 'linear', labelMax: null, relLevel: undefined })).toMatchObject({
      gain: 'linear',
      labelMax: 4,
      relLevel: 1,
    });
  });

  it('refuses an unknown preset by name', () => {
    expect(parsePreset('ranx')).toBe('ranx');
    expect(() => parsePreset('lightbgm')).toThrow(RankscopeError);
  });
});

describe('definitionOf', () => {
  it('states the definition behind an id', () => {
    const definition = definitionOf(parseMetricId('map@10'), presetSettings('trec_eval'), 'trec_eval');
    expect(definition).toMatchObject({
      metric: 'map_R@10',
      gain: null,
      ideal: 'judged',
      cutoff: 10,
      ties: 'item id descending',
      emptyRequests: 'count 0',
      missingRequests: 'left out',
      relLevel: 1,
    });
  });

  it('lists what no reference case proves', () => {
    const unprovedOf = (id: string) => definitionOf(parseMetricId(id), presetSettings('lightgbm'), 'lightgbm').unproved;
    expect(unprovedOf('ndcg@10')).toContain('gain');
    expect(unprovedOf('mrr')).not.toContain('gain');
    expect(definitionOf(parseMetricId('ndcg@10'), presetSettings('default')).unproved).toEqual([]);
  });

  it('answers for every metric under every preset', () => {
    for (const metric of metricDefinitions) {
      for (const preset of presetNames) {
        const definition = definitionOf(metricSpec(metric.name), presetSettings(preset), preset);
        expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
      }
    }
  });
});
