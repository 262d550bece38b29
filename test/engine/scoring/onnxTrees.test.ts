import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxTrees } from '../../../electron/engine/scoring/onnxTrees/readOnnxTrees';
import { classifierGraph, equalitiesGraph, surrounded, versionFiveGraph } from '../../unit/trees/support/onnxCases';
import type { GraphText } from '../../unit/trees/support/onnxFileWriter';
import { type Attributes, forestNodes, leafWeights, regressorGraph } from '../../unit/trees/support/onnxForest';
import { type ForestWish, randomForest, randomRows, unitsFrom } from '../../unit/trees/support/randomForest';
import { scoreBoth, scoreFileBoth } from './support/bothRuntimes';
import { onnxData, readOnnxCase } from './support/onnxData';

const forest: ForestWish = {
  trees: 7,
  leaves: 9,
  features: 4,
  outputs: 1,
  aggregate: 'sum',
  baseFirst: false,
  precision: 'float32',
  kinds: [0, 1, 2, 3, 4, 5],
  chain: 0.4,
};
const transforms = ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO', 'PROBIT'];
const rowsOf = (features: number, seed = 9) => randomRows(unitsFrom(seed), 120, features);

/** To the bit, or within `relative`; NaN equals NaN only. */
async function expectSame(graph: GraphText, rows: Float64Array, output: string, relative = 0): Promise<void> {
  const { native, ort } = await scoreBoth(graph, rows, output);
  expect(native).not.toBeNull();
  native!.forEach((score, at) => {
    if (Object.is(score, ort[at]) || score === ort[at]) return;
    expect(Math.abs(score - ort[at]!), `${score} at ${at}, and ${ort[at]}`).toBeLessThanOrEqual(
      relative * Math.max(1e-3, Math.abs(ort[at]!)),
    );
  });
}

const isNative = async (graph: GraphText, output: string) =>
  (await scoreBoth(graph, rowsOf(Number(graph.inputs[0]!.shape[1])), output)).native !== null;

describe('an ONNX graph that is one ensemble, read natively', () => {
  it('gives the scores of ONNX Runtime to the bit, whatever the splits, the aggregate and the missing values', async () => {
    const wish = fc.record({
      seed: fc.integer(),
      trees: fc.integer({ min: 3, max: 12 }),
      leaves: fc.integer({ min: 1, max: 20 }),
      features: fc.integer({ min: 1, max: 5 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      kinds: fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
      chain: fc.constantFrom(0, 0.5, 1),
      aggregate: fc.constantFrom('SUM', 'AVERAGE', 'MIN', 'MAX'),
      type: fc.constantFrom('float' as const, 'double' as const),
    });
    await fc.assert(
      fc.asyncProperty(wish, async ({ seed, aggregate, type, ...more }) => {
        const trees = randomForest(unitsFrom(seed), { ...forest, ...more });
        const graph = regressorGraph(trees, { aggregate_function: { s: aggregate } });
        const [input] = graph.inputs;
        await expectSame({ ...graph, inputs: [{ ...input!, type }] }, rowsOf(more.features, seed), 'variable');
      }),
      { numRuns: 60 },
    );
  });

  it.each(transforms)('applies %s to several targets, and but for PROBIT not to one', async (transform) => {
    for (const outputs of [1, 2, 3]) {
      const trees = randomForest(unitsFrom(outputs), { ...forest, outputs });
      if (transform === 'PROBIT') trees.value.set(trees.value.map((value) => Math.fround(value / 40)));
      await expectSame(regressorGraph(trees, { post_transform: { s: transform } }), rowsOf(4), 'variable', 1e-6);
    }
  });

  it.each(transforms.slice(0, 4))('classifies as ONNX Runtime does, with %s', async (transform) => {
    const trees = randomForest(unitsFrom(3), forest);
    const positive = { ...trees, value: trees.value.map((value) => Math.fround(Math.abs(value) / 20)) };
    const more = { post_transform: { s: transform } };
    const base = { base_values: { floats: [0.25] } };
    const one = leafWeights(trees, 'class');
    const cases: [string, number, Attributes][] = [
      ['scores of the first of two classes', 2, { ...one, ...more }],
      ['with a base value', 2, { ...one, ...more, ...base }],
      ['probabilities of the first of two classes', 2, { ...leafWeights(positive, 'class'), ...more }],
      ['scores of the second class only', 2, { ...one, class_ids: { ints: repeated(one, 1) }, ...more }],
      ['scores of both', 2, { ...ofBoth(one), ...more }],
      ['scores of both with a base value', 2, { ...ofBoth(one), ...more, ...base }],
      ['three classes', 3, { ...leafWeights(randomForest(unitsFrom(3), { ...forest, outputs: 3 }), 'class'), ...more }],
    ];
    for (const [, classes, attributes] of cases) {
      const nodes = forestNodes(classes === 3 ? randomForest(unitsFrom(3), { ...forest, outputs: 3 }) : trees);
      await expectSame(classifierGraph({ ...nodes, ...attributes }, classes), rowsOf(4), 'probabilities', 1e-6);
    }
  });

  it('leaves classifiers with rules of their own to ONNX Runtime', async () => {
    const trees = randomForest(unitsFrom(3), forest);
    const nodes = { ...forestNodes(trees), ...leafWeights(trees, 'class') };
    const two = { base_values: { floats: [0.25, -0.5] } };
    expect(await isNative(classifierGraph({ ...nodes, ...two }, 2), 'probabilities')).toBe(false);
    expect(await isNative(classifierGraph(nodes, 1), 'probabilities')).toBe(false);
  });

  it.each(['float' as const, 'double' as const])('reads version 5 over %s', async (type) => {
    for (const transform of [0, 1, 2, 3, 4]) {
      for (const [aggregate, targets] of [
        [0, 1],
        [1, 2],
        [2, 1],
        [3, 1],
        [1, 3],
      ] as const) {
        for (const members of [[1, 2, 5], [7], [0, 1, 30]]) {
          const graph = versionFiveGraph({
            type,
            members,
            aggregate,
            targets,
            transform,
            tracks: [transform % 2, 0, 0, 1],
          });
          await expectSame(graph, rowsOf(4).map(Math.fround), 'variable', transform === 0 ? 0 : 1e-6);
        }
      }
    }
    for (const members of [[0.5], [-1], [31], Array.from({ length: 31 }, (_, at) => at)]) {
      expect(await isNative(versionFiveGraph({ type, members }), 'variable')).toBe(false);
    }
  });

  it.each([[[1, 2, 5]], [[1, 2, 64, 300]], [[7]], [[31, 63]], [[1, 1]]])(
    'reads equalities with %s as a set',
    async (values) => {
      for (const shared of [true, false]) {
        for (const tracks of [0, 1] as const) {
          await expectSame(equalitiesGraph(values, shared, tracks), rowsOf(2), 'variable');
        }
      }
    },
  );

  it('reads through what changes no score, and through nothing else', async () => {
    const graph = regressorGraph(randomForest(unitsFrom(4), forest));
    const score = { name: 'score', type: 'float' as const, shape: ['rows'] };
    const cast = (from: string, to: string, type: number) => ({
      op: 'Cast',
      inputs: [from],
      outputs: [to],
      attributes: { to: { i: type } },
    });
    const shape = { op: 'Reshape', inputs: ['same', 'shape'], outputs: ['score'] };
    const identity = { op: 'Identity', inputs: ['variable'], outputs: ['same'] };
    const wide = { ...graph, inputs: [{ ...graph.inputs[0]!, type: 'double' as const }] };
    const initializers = { shape: BigInt64Array.of(-1n) };
    const around = surrounded(wide, [cast('features', 'x', 1)], [identity, shape], score);
    await expectSame({ ...around, initializers }, rowsOf(4), 'score');
    const double = { ...score, type: 'double' as const, shape: ['rows', 1] };
    await expectSame(surrounded(graph, [], [cast('variable', 'score', 11)], double), rowsOf(4), 'score');
    const twice = { op: 'Add', inputs: ['variable', 'variable'], outputs: ['score'] };
    expect(await isNative(surrounded(graph, [], [twice], { ...score, shape: ['rows', 1] }), 'score')).toBe(false);
    const absolute = { op: 'Abs', inputs: ['features'], outputs: ['x'] };
    expect(await isNative(surrounded(graph, [absolute], [], graph.outputs[0]!), 'variable')).toBe(false);
  });

  it('takes thresholds and values of double tensors as they are', async () => {
    const trees = randomForest(unitsFrom(8), { ...forest, precision: 'float64' });
    const graph = regressorGraph(trees);
    const { nodes_values, target_weights, base_values, ...attributes } = graph.nodes[0]!.attributes as Record<
      string,
      { floats: number[] }
    >;
    const tensors = {
      nodes_values_as_tensor: { tensor: Float64Array.from(nodes_values!.floats) },
      target_weights_as_tensor: { tensor: Float64Array.from(target_weights!.floats) },
      base_values_as_tensor: { tensor: Float64Array.from(base_values!.floats) },
    };
    const node = { ...graph.nodes[0]!, attributes: { ...attributes, ...tensors } };
    const inputs = [{ ...graph.inputs[0]!, type: 'double' as const }];
    await expectSame({ ...graph, nodes: [node], inputs }, rowsOf(4), 'variable');
  });
});

/** Real models whose whole graph is one ensemble, and their scores. */
const real: [string, string][] = [
  ['pipelines/onnxmltools_test_xgb', 'variable'],
  ['pipelines/treecl', 'proba_0'],
  ['pipelines/treecl2', 'proba_2'],
  ['pipelines/treecl3', 'proba_0'],
  ['pipelines/rf_iris', 'probabilities'],
  ['sklearn/SklearnBinDecisionTreeClassifier', 'probability_tensor'],
  ['sklearn/SklearnBinGradientBoostingClassifier', 'probability_tensor'],
  ['sklearn/SklearnMRgExtraTreesRegressor', 'variable'],
  ['sklearn/SklearnMclExtraTreesClassifier', 'probability_tensor'],
  ['sklearn/SklearnMclRandomForestClassifier', 'probability_tensor'],
  ['sklearn/SklearnRegExtraTreesRegressor', 'variable'],
  ['sklearn/SklearnRegRandomForestRegressor', 'variable'],
];

describe.skipIf(!onnxData)('real ONNX ensembles', () => {
  it.each(real)('data: have the scores of ONNX Runtime when they are read natively: %s', async (model, output) => {
    const { rows } = readOnnxCase(model);
    const bytes = readFileSync(path.join(onnxData!, `${model}.onnx`));
    const width = rows[0]!.length;
    const odd = randomRows(unitsFrom(1), 40, width);
    const { native, ort } = await scoreFileBoth(bytes, Float64Array.from([...rows.flat(), ...odd]), width, output);
    expect(native).not.toBeNull();
    native!.forEach((score, at) => {
      expect(Math.abs(score - ort[at]!), `score ${at}`).toBeLessThanOrEqual(1e-6 * Math.max(1e-3, Math.abs(ort[at]!)));
    });
  });

  it('data: are left to ONNX Runtime behind a Scaler, and where there is one class', () => {
    for (const model of [
      'pipelines/pipeline_lightgbm',
      'pipelines/pipeline_xgboost',
      'sklearn/SklearnOneExtraTreesClassifier',
    ]) {
      expect(readOnnxTrees(readFileSync(path.join(onnxData!, `${model}.onnx`)), model), model).toBeNull();
    }
  });
});

function repeated(weights: Attributes, value: number): number[] {
  return (weights.class_ids as { ints: number[] }).ints.map(() => value);
}

/** Every leaf speaks of the second class too. */
function ofBoth(weights: Attributes): Attributes {
  const { class_ids, class_weights, class_treeids, class_nodeids } = weights as Record<
    string,
    { ints: number[]; floats: number[] }
  >;
  const other = class_weights!.floats.map((value) => Math.fround(0.7 * value - 0.1));
  return {
    class_ids: { ints: [...class_ids!.ints, ...repeated(weights, 1)] },
    class_weights: { floats: [...class_weights!.floats, ...other] },
    class_treeids: { ints: [...class_treeids!.ints, ...class_treeids!.ints] },
    class_nodeids: { ints: [...class_nodeids!.ints, ...class_nodeids!.ints] },
  };
}
