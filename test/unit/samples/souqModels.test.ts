import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FeatureName, featureNames } from '../../../samples/tools/souq/features';
import { readRanker } from '../../../samples/tools/souq/rankers';

const models = 'samples/souq/models';
const check = JSON.parse(readFileSync(`${models}/check.json`, 'utf8')) as {
  features: FeatureName[];
  rows: (number | null)[][];
  scores: Record<string, number[]>;
};

describe('text models', () => {
  it.each(Object.keys(check.scores))('give the scores that LightGBM gave for %s', (name) => {
    const ranker = readRanker(readFileSync(`${models}/${name}.txt`, 'utf8'));
    const scores = check.rows.map((row) => {
      const place = (feature: FeatureName) => check.features.indexOf(feature);
      return ranker(Float64Array.from(featureNames, (feature) => row[place(feature)] ?? Number.NaN))[0];
    });
    expect(check.rows.length).toBeGreaterThan(30);
    check.scores[name]!.forEach((score, index) => {
      expect(scores[index]).toBeCloseTo(score, 10);
    });
  });

  it('refuse a feature that the world does not have', () => {
    const text = readFileSync(`${models}/baseline.txt`, 'utf8').replace(
      'feature_names=ann_score',
      'feature_names=other',
    );
    expect(() => readRanker(text)).toThrow('The model reads other');
  });
});
