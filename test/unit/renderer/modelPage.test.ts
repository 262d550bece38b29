import { describe, expect, it } from 'vitest';
import { agreementText, factText } from '../../../renderer/features/models/diffTexts';
import { linkTexts } from '../../../renderer/features/models/fidelityTexts';
import {
  firstMeasure,
  importanceChart,
  importanceSummary,
  mostBars,
} from '../../../renderer/features/models/importanceChart';
import { modelSentence } from '../../../renderer/features/models/modelSentence';
import type { ScoreLink } from '../../../shared/fidelity/fidelitySchemas';
import type { ModelDiff, ModelImportance, ModelPage } from '../../../shared/models/modelSchemas';

const importance: ModelImportance = {
  model: 'm',
  output: 'the raw score',
  seed: 4,
  sampledRows: 500,
  rows: 9000,
  method: 'path-dependent TreeSHAP',
  gainReason: null,
  splitsReason: null,
  shapReason: null,
  features: Array.from({ length: 25 }, (_, at) => ({
    feature: `f${at}`,
    columns: [`f${at}`],
    gain: at,
    splits: 1,
    shap: 25 - at,
    se: 0.5,
  })),
  warnings: [],
};

const score: ScoreLink = {
  comparedRows: 1000,
  parity: 0.4,
  link: null,
  sameOrder: 0.9,
  maxAbsDiff: 0.123456,
  verdict: 'broken',
  cause: 'version_mix',
  slope: 1,
  intercept: 0,
  where: "model_version = 'v42'",
  servedRows: 1000,
  byVersion: [
    { version: 'v41', rows: 600, failed: 600 },
    { version: 'v42', rows: 400, failed: 0 },
  ],
  byOutcome: [],
  byMissing: null,
  onset: null,
};

describe('the chart of importance', () => {
  it('draws the largest by the chosen measure and keeps all in its table', () => {
    const spec = importanceChart(importance, 'gain', '#000');
    expect(spec.series[0]!.count).toBe(mostBars);
    expect(spec.series[0]!.at(0)).toMatchObject({ x: 24, y: 'f24', text: 'f24: 24 gain' });
    expect([spec.table.rows, spec.table.columns.length]).toEqual([25, 2]);
    const shap = importanceChart(importance, 'shap', '#000');
    expect(shap.series[0]!.at(0).text).toBe('f0: 25 ± 0.5 mean |SHAP|');
    expect(shap.table.value(24, 2)).toBe(0.5);
  });

  it('begins with the first measure that is there', () => {
    expect(firstMeasure(importance)).toBe('shap');
    expect(firstMeasure({ ...importance, shapReason: 'no scores' })).toBe('gain');
    expect(importanceSummary(importance, 'shap')).toBe(
      'How far a feature moves the raw score on average, over 500 of 9,000 rows, seed 4 (path-dependent TreeSHAP)',
    );
  });
});

describe('words of the model page', () => {
  it('tell each link with its verdict, likely cause and failing versions', () => {
    const [link, ...others] = linkTexts({ model: 'm', score, rank: null, shown: null });
    expect(others).toEqual([]);
    expect(link).toEqual({
      title: 'File → logged score',
      verdict: 'broken',
      sentences: [
        "40.0% of 1,000 rows where model_version = 'v42' within tolerance, largest difference 0.1235.",
        'Likely cause: rows of several model versions are mixed.',
        'Rows that fail by version: v41 (600 of 600).',
      ],
    });
    const [unchecked] = linkTexts({
      model: 'm',
      score: { ...score, verdict: 'unchecked', cause: null },
      rank: null,
      shown: null,
    });
    expect(unchecked!.sentences).toEqual([
      'The case does not say that the model served: give it served: in case.yaml.',
    ]);
  });

  it('say what a model is in one line', () => {
    const page = {
      state: 'ready',
      kind: 'xgboost',
      mlflow: false,
      format: 'XGBoost 3.1.1 gbtree',
      rows: 10,
      scoredRows: 8,
      extraRows: 0,
      forest: { trees: 1, leaves: 7 },
      graph: null,
      inputs: [{ nulls: 0, nans: 0 }],
      unused: ['a', 'b'],
    } as unknown as ModelPage;
    expect(modelSentence(page)).toBe(
      '1 tree with 7 leaves (XGBoost 3.1.1 gbtree); 1 input, all filled in every row, 2 features of the log not used; scores for 8 of 10 rows',
    );
  });

  it('say how far two models agree', () => {
    const diff = { sameFile: true, scores: { ...score, verdict: 'exact', parity: 1, sameOrder: 1, cause: null } };
    expect(agreementText(diff as unknown as ModelDiff)).toBe(
      'Both are the same file. They give the same scores: 100.0% of 1,000 rows within tolerance, the same order in 100.0% of requests, largest difference 0.1235.',
    );
    const none = { sameFile: false, scores: null, scoresReason: '"torn" has no scores.' } as unknown as ModelDiff;
    expect(agreementText(none)).toBe('"torn" has no scores.');
    expect(factText({ name: 'share of rows within tolerance' }, 0.25)).toBe('25.0%');
    expect(factText({ name: 'trees' }, 1200)).toBe('1,200');
    expect(factText({ name: 'link' }, null)).toBe('–');
  });
});
