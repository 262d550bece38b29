import type { TreeEnsemble, TreeLink } from '../../../../shared/trees/treeEnsemble';
import type { RawOutput } from './buildForest';
import { type ForestLists, NotNativeError, TreeFaultError } from './forestLists';

/** How the values of the leaves become the scores of an operator. */
export interface RawScores {
  outputs: RawOutput[];
  base: Float64Array;
  link: TreeLink['name'];
}

/** By the names of versions 1 to 3. */
const links: Record<string, TreeLink['name']> = {
  NONE: 'none',
  LOGISTIC: 'logistic',
  SOFTMAX: 'softmax',
  SOFTMAX_ZERO: 'softmaxZero',
  PROBIT: 'probit',
};

export function linkOf(transform: string): TreeLink['name'] {
  if (Object.hasOwn(links, transform)) return links[transform]!;
  throw new NotNativeError(`the transform ${transform} is not known`);
}

/** Scores of TreeEnsembleRegressor and TreeEnsemble. With one target ONNX Runtime applies no transform but PROBIT. */
export function regressorScores(targets: number, base: Float64Array, transform: string): RawScores {
  if (!(Number.isInteger(targets) && targets > 0 && targets <= 100_000)) {
    throw new TreeFaultError(`its number of targets is ${targets}`);
  }
  const link = linkOf(transform);
  return {
    outputs: Array.from({ length: targets }, (_, weights) => ({ weights, sign: 1 })),
    base: baseOf(base, targets),
    link: targets === 1 && link !== 'probit' ? 'none' : link,
  };
}

/**
 * Scores of TreeEnsembleClassifier. Two classes whose leaves all speak of the first one are ONNX Runtime's binary case:
 * the sum is the score of the second class; the first gets its opposite, or 1 less it where no leaf is negative. Of
 * other cases of two classes only those are read in which ONNX Runtime treats them like more.
 */
export function classifierScores(
  lists: ForestLists,
  classes: number,
  base: Float64Array,
  transform: string,
): RawScores {
  if (classes === 1) throw new NotNativeError('a classifier of one class');
  const link = linkOf(transform);
  if (classes !== 2) return { ...regressorScores(classes, base, transform), link };
  const named = new Set(lists.weightOutput);
  if (named.size !== 1 || !named.has(0)) return twoClasses(lists, base, link);
  // ONNX Runtime leaves the second score as it finds it.
  if (link === 'probit') throw new NotNativeError('PROBIT of a binary classifier');
  if (base.length === 2) throw new NotNativeError('two base values of a binary classifier');
  const start = base[0] ?? 0;
  if (link === 'logistic') return { outputs: opposites, base: Float64Array.of(-start, start), link };
  if (lists.weight.some((value) => value < 0)) {
    return { outputs: opposites, base: Float64Array.of(-start, start), link: 'none' };
  }
  if (start !== 0) throw new NotNativeError('a base value beside probabilities');
  return { outputs: opposites, base: Float64Array.of(1, 0), link: 'none' };
}

const opposites: RawOutput[] = [
  { weights: 0, sign: -1 },
  { weights: 0, sign: 1 },
];

/** As several classes, if each row is sure to reach a value of the second class: ONNX Runtime asks that of each row. */
function twoClasses(
  { kind, roots, weightNode, weightOutput }: ForestLists,
  base: Float64Array,
  link: TreeLink['name'],
) {
  const named = new Set(weightOutput);
  if (base.length > 1 || (base.length === 1 && named.size < 2)) throw new NotNativeError('base values of two classes');
  const second = new Uint8Array(kind.length);
  weightNode.forEach((node, at) => {
    if (weightOutput[at] === 1 && node >= 0) second[node] = 1;
  });
  const end = (tree: number) => roots[tree + 1] ?? kind.length;
  const sure = roots.some((root, tree) => {
    for (let node = root; node < end(tree); node++) if (kind[node]! < 0 && second[node] === 0) return false;
    return true;
  });
  if (!sure) throw new NotNativeError('a classifier whose leaves speak now of one class, now of the other');
  const outputs: RawOutput[] = [
    { weights: 0, sign: 1 },
    { weights: 1, sign: 1 },
  ];
  return { outputs, base: Float64Array.of(base[0] ?? 0, 0), link };
}

/** ONNX Runtime takes no notice of base values whose number is another. */
function baseOf(base: Float64Array, outputs: number): Float64Array {
  return base.length === outputs ? base : new Float64Array(outputs);
}

/** In the order of TreeEnsemble's numbers. */
export const aggregates: TreeEnsemble['aggregate'][] = ['average', 'sum', 'min', 'max'];
