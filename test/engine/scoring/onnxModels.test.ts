import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { scoreFeatures } from '../../../electron/engine/scoring/scoreFeatures';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { logNodeInputs, onnxData, publishedColumn, readNodeCase, readOnnxCase } from './support/onnxData';
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

const x = Array.from({ length: 20 }, (_, index) => `x${index}`);

/** How each node is fed: features are named after the input and the place of a value in its row. */
const nodes: Record<string, object> = {
  test_ai_onnx_ml_array_feature_extractor: {
    inputs: { x: { column: x.slice(0, 4) }, y: { column: ['y0', 'y1'], scope: 'request' } },
  },
  test_ai_onnx_ml_binarizer: { inputs: { X: { column: x.map((each) => each.toUpperCase()) } } },
  test_ai_onnx_ml_label_encoder_string_int: { features: ['X0'] },
  test_ai_onnx_ml_label_encoder_string_int_no_default: { features: ['X0'] },
  test_ai_onnx_ml_label_encoder_tensor_mapping: { features: ['X0'] },
  test_ai_onnx_ml_label_encoder_tensor_value_only_mapping: { features: ['X0'] },
  test_ai_onnx_ml_tree_ensemble_set_membership: { features: ['X0'] },
  test_ai_onnx_ml_tree_ensemble_single_tree: { features: ['X0', 'X1'] },
};

/** What became of each model, printed at the end. */
const became = new Map<string, string>();

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
    const off = Math.max(...scores.map((value, row) => Math.abs(value! - published[row]!)));
    became.set(model, `equal, ${count(scores.length, 'row')}, largest difference ${off.toExponential(1)}`);
  });

  it.each(refused)('data: refuses %s with a true reason', async (model, reason) => {
    const { record } = await score(model, {});
    expect(record.state).toBe('failed');
    expect(record.reason).toMatch(reason);
    if (!became.has(model)) became.set(model, `refused: ${record.reason}`);
  });

  it('data: knows what becomes of every model', () => {
    const known = [...scored, ...refused].map(([model]) => model).concat(zipMaps.map((name) => `pipelines/${name}`));
    expect(readdirSync(path.join(onnxData!, 'nodes')).filter((name) => !(name in nodes))).toEqual([]);
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
    became.set(model, 'equal labels from its probabilities; ZipMap taken out');
  });

  it.each(Object.entries(nodes))('data: reproduces every published output of nodes/%s', async (name, node) => {
    const { inputs, outputs } = readNodeCase(name);
    const [published] = outputs;
    const width = published!.data.length / published!.shape[0]!;
    await withSession(async (db) => {
      await logNodeInputs(db, inputs);
      const folder = path.join(onnxData!, 'nodes', name);
      const model = caseOf([{ name: 'm', file: 'model.onnx', format: 'onnx', ...node }]).models[0]!;
      const targets = Array.from({ length: width }, (_, column) => ({
        table: `scores_${column + 1}`,
        output: `${published!.name}[${column}]`,
      }));
      await scoreFeatures(db, new LocalRuntime(openOnnxSession), path.join(folder, 'model.onnx'), model, targets);
      const scores = await Promise.all(targets.map((_, column) => readScores(db, column + 1)));
      const rows = scores[0]!.map((_, row) => scores.map((values) => values[row]));
      expect(rows.flat()).toEqual(published!.data);
    });
    became.set(`nodes/${name}`, `equal, ${count(width, 'value')} a row`);
  });
});

afterAll(() => {
  if (became.size === 0) return;
  const width = Math.max(...[...became.keys()].map((name) => name.length));
  const lines = [...became].sort().map(([name, what]) => `${name.padEnd(width)}  ${what}`);
  console.log(`${lines.join('\n')}\n${count(became.size, 'model')}`);
});

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
