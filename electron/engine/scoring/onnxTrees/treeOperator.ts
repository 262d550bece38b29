import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { buildForest } from './buildForest';
import { type ForestLists, NotNativeError } from './forestLists';
import { listsOfV3 } from './listsOfV3';
import { listsOfV5 } from './listsOfV5';
import { mergeEqualities } from './mergeEqualities';
import type { OnnxNode } from './onnxGraph';
import { aggregates, classifierScores, type RawScores, regressorScores } from './rawScores';

const operators = ['TreeEnsembleRegressor', 'TreeEnsembleClassifier', 'TreeEnsemble'];

export function isTreeOperator({ operator, domain }: OnnxNode): boolean {
  return domain === 'ai.onnx.ml' && operators.includes(operator);
}

/** Which of its outputs holds the scores. */
export function scoresOutput({ operator }: OnnxNode): number {
  return operator === 'TreeEnsembleClassifier' ? 1 : 0;
}

/**
 * The forest of a tree operator over inputs of a precision, with `width` features (null: as many as it asks for).
 * Throws a `TreeFaultError` where it cannot be right, a `NotNativeError` where ONNX Runtime is to run it.
 */
export function forestOf(
  node: OnnxNode,
  precision: TreeEnsemble['precision'],
  width: number | null,
  names: readonly string[] | null,
): TreeEnsemble {
  const { lists, scores, aggregate } = readOperator(node);
  mergeEqualities(lists);
  const asked =
    lists.feature.reduce((most, feature, at) => (lists.kind[at]! < 0 ? most : Math.max(most, feature)), 0) + 1;
  const count = width ?? names?.length ?? asked;
  if (!(count <= 1_000_000)) throw new NotNativeError(`it has ${count} features`);
  const featureNames = names?.length === count ? [...names] : Array.from({ length: count }, (_, at) => `f${at}`);
  return buildForest(lists, scores.outputs, {
    featureNames,
    outputs: scores.outputs.length,
    base: scores.base,
    aggregate,
    precision,
    link: { name: scores.link, scale: 1 },
  });
}

interface Read {
  lists: ForestLists;
  scores: RawScores;
  aggregate: TreeEnsemble['aggregate'];
}

function readOperator({ operator, attributes }: OnnxNode): Read {
  if (operator === 'TreeEnsemble') {
    const aggregate = aggregates[attributes.integer('aggregate_function', 1)];
    if (!aggregate) throw new NotNativeError('an aggregate that is not known');
    const transform = transformsOfV5[attributes.integer('post_transform', 0)] ?? 'unknown';
    const scores = regressorScores(attributes.integer('n_targets', 0), new Float64Array(), transform);
    return { lists: listsOfV5(attributes), scores, aggregate };
  }
  const base = attributes.numbers('base_values');
  const transform = attributes.text('post_transform', 'NONE');
  if (operator === 'TreeEnsembleRegressor') {
    const aggregate = aggregates.find((each) => each.toUpperCase() === attributes.text('aggregate_function', 'SUM'));
    if (!aggregate) throw new NotNativeError('an aggregate that is not known');
    const scores = regressorScores(attributes.integer('n_targets', 0), base, transform);
    return { lists: listsOfV3(attributes, 'target'), scores, aggregate };
  }
  const lists = listsOfV3(attributes, 'class');
  const classes = attributes.texts('classlabels_strings').length || attributes.integers('classlabels_int64s').length;
  return { lists, scores: classifierScores(lists, classes, base, transform), aggregate: 'sum' };
}

/** In the order of TreeEnsemble's numbers. */
const transformsOfV5 = ['NONE', 'LOGISTIC', 'SOFTMAX', 'SOFTMAX_ZERO', 'PROBIT'];
