import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { onnxData, publishedColumn, readOnnxCase } from './support/onnxData';
import { caseOf, logFeatures, readScores, withSession } from './support/scoringCase';

/** `output` as the case would name it, and where that column stands among the published outputs. */
interface Scored {
  output?: string;
  published: number;
  column: number;
  /** Largest absolute difference; the published outputs are float32 of another release. */
  tolerance?: number;
  /** One input for each feature, named so. */
  inputs?: string[];
  type?: string;
}

const first: Scored = { published: 0, column: 0 };
const second = (output?: string, column = 1): Scored => ({ output, published: 1, column });

const scored: [string, Scored][] = [
  ['pipelines/onnxmltools_test_xgb', first],
  ['pipelines/treecl', second('proba_0[2]', 2)],
  ['pipelines/treecl2', second()],
  ['pipelines/treecl3', second('proba_0[3]', 3)],
  ['sklearn/SklearnBinDecisionTreeClassifier', second()],
  ['sklearn/SklearnBinGradientBoostingClassifier', second('probabilities[1]')],
  ['sklearn/SklearnBinNuSVCPT', { ...second(), tolerance: 1e-3 }],
  ['sklearn/SklearnImputerMeanFloat32', { ...first, output: 'variable[0]' }],
  ['sklearn/SklearnKNeighborsClassifierMulti', second('probabilities[0]', 0)],
  ['sklearn/SklearnLassoLars-Dec4', first],
  ['sklearn/SklearnLinearSVCBinary-NoProb', second(undefined, 0)],
  ['sklearn/SklearnLinearSvr-Dec4', first],
  ['sklearn/SklearnLogitisticRegressionMulti', second('probabilities[1]')],
  ['sklearn/SklearnMRgExtraTreesRegressor', { ...first, output: 'variable[1]', column: 1 }],
  ['sklearn/SklearnMaxAbsScaler', { ...first, output: 'variable[1]', column: 1 }],
  ['sklearn/SklearnMclExtraTreesClassifier', second('probabilities[2]', 2)],
  ['sklearn/SklearnMclRandomForestClassifier', second('probabilities[2]', 2)],
  ['sklearn/SklearnOneExtraTreesClassifier', second('probabilities[0]', 0)],
  ['sklearn/SklearnPipelineScalerMixed-OneOff', { ...first, output: 'variable1[0]', inputs: ['input1', 'input2'] }],
  ['sklearn/SklearnRegExtraTreesRegressor', first],
  ['sklearn/SklearnRegNuSVR', { ...first, tolerance: 1e-5 }],
  ['sklearn/SklearnRegRandomForestRegressor', first],
  ['sklearn/SklearnRidge-Dec4', first],
  ['sklearn/SklearnRobustScalerNoScalingFloat32', { ...first, output: 'variable[2]', column: 2 }],
  ['sklearn/SklearnSGDClassifierBinary-NoProb-Dec4', second()],
  ['sklearn/SklearnSGDRegressor-Dec4', first],
  ['sklearn/SklearnStandardScalerInt64', { ...first, output: 'variable[2]', column: 2, type: 'DOUBLE' }],
];

const refused: [string, RegExp][] = [
  ['pipelines/treecl', /"proba_0" has 3 values a row; choose one/],
  ['sklearn/SklearnBinarizer-SkipDim1', /takes 1 feature, but 2 are listed/],
  ['sklearn/SklearnNormalizerL2-SkipDim1', /takes 1 feature, but 2 are listed/],
  ['sklearn/SklearnMaxAbsScaler', /"variable" has 3 values a row/],
  ['sklearn/SklearnMclRandomForestClassifier', /has 3 values a row/],
];

const zipMaps = ['logreg_iris', 'pipeline_lightgbm', 'pipeline_xgboost', 'rf_iris'];

async function score(model: string, { output, inputs, type }: Partial<Scored>) {
  const { rows, expected } = readOnnxCase(model);
  const features = inputs ?? rows[0]!.map((_, column) => `f${column}`);
  return withSession(async (db, sessionDir) => {
    await logFeatures(db, features, rows, type);
    const wish = {
      name: 'm',
      file: `${model}.onnx`,
      format: 'onnx',
      ...(!inputs && { features }),
      ...(output && { output }),
    };
    const [record] = await scoreModels({ db, case: caseOf([wish]), folder: onnxData!, sessionDir, union: false });
    return { record: record!, expected, scores: record!.state === 'ready' ? await readScores(db, 1) : [] };
  });
}

describe.skipIf(!onnxData)('real ONNX models', () => {
  it.each(scored)('data: reproduces the published outputs of %s', async (model, wish) => {
    const { record, scores, expected } = await score(model, wish);
    expect(record.reason).toBeNull();
    const published = publishedColumn(expected[wish.published], wish.column);
    expect(scores).toHaveLength(published.length);
    scores.forEach((value, row) => {
      const tolerance = wish.tolerance ?? 1e-5 * Math.max(1, Math.abs(published[row]!));
      expect(Math.abs(value! - published[row]!), `row ${row}`).toBeLessThanOrEqual(tolerance);
    });
  });

  it.each(refused)('data: refuses %s with a true reason', async (model, reason) => {
    const { record } = await score(model, {});
    expect(record.state).toBe('failed');
    expect(record.reason).toMatch(reason);
  });

  it('data: knows what becomes of every model', () => {
    const known = [...scored, ...refused].map(([model]) => model).concat(zipMaps.map((name) => `pipelines/${name}`));
    const files = ['pipelines', 'sklearn'].flatMap((folder) =>
      readdirSync(path.join(onnxData!, folder)).map((file) => `${folder}/${file}`),
    );
    const models = files.filter((file) => file.endsWith('.onnx')).map((file) => file.slice(0, -'.onnx'.length));
    expect(models.filter((model) => !known.includes(model))).toEqual([]);
  });

  it.each(zipMaps)('data: takes ZipMap out of pipelines/%s', async (name) => {
    const model = `pipelines/${name}`;
    const columns = await Promise.all(
      [0, 1, 2].map((column) => score(model, { output: `output_probability[${column}]` })),
    );
    const labels = publishedColumn(columns[0]!.expected[0], 0);
    labels.forEach((label, row) => {
      const probabilities = columns.map(({ scores }) => scores[row]!);
      expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(label);
    });
  });

  it.each([
    ['test_ai_onnx_ml_array_feature_extractor', /several inputs/],
    ['test_ai_onnx_ml_binarizer', /3 dimensions/],
    ['test_ai_onnx_ml_label_encoder_string_int', /type string/],
    ['test_ai_onnx_ml_tree_ensemble_set_membership', /"Y" has 4 values a row/],
  ])('data: refuses nodes/%s with a true reason', async (name, reason) => {
    await withSession(async (db, sessionDir) => {
      await logFeatures(db, ['x'], [[1], [2]]);
      const wish = { name: 'm', file: 'model.onnx', format: 'onnx', features: ['x'] };
      const folder = path.join(onnxData!, 'nodes', name);
      const [record] = await scoreModels({ db, case: caseOf([wish]), folder, sessionDir, union: false });
      expect(record!.state).toBe('failed');
      expect(record!.reason).toMatch(reason);
    });
  });

  it('data: scores a float64 tree ensemble of fixed batch', async () => {
    await withSession(async (db, sessionDir) => {
      await logFeatures(
        db,
        ['a', 'b'],
        [
          [1.2, 3.4],
          [-0.12, 1.66],
          [4.14, 1.77],
          [1.2, 3.4],
        ],
        'DOUBLE',
      );
      const wish = { name: 'm', file: 'model.onnx', format: 'onnx', features: ['a', 'b'], output: 'Y[0]' };
      const folder = path.join(onnxData!, 'nodes/test_ai_onnx_ml_tree_ensemble_single_tree');
      await scoreModels({ db, case: caseOf([wish]), folder, sessionDir, union: false });
      expect(await readScores(db, 1)).toEqual([5.23, 5.23, 0, 5.23]);
    });
  });
});
