import type { TreeLink } from '../treeEnsemble';

const names: Record<string, TreeLink['name']> = {
  regression: 'none',
  regression_l2: 'none',
  regression_l1: 'none',
  huber: 'none',
  fair: 'none',
  quantile: 'none',
  mape: 'none',
  lambdarank: 'none',
  rank_xendcg: 'none',
  custom: 'none',
  none: 'none',
  binary: 'sigmoid',
  multiclassova: 'sigmoid',
  cross_entropy: 'sigmoid',
  multiclass: 'softmax',
  poisson: 'exp',
  gamma: 'exp',
  tweedie: 'exp',
  cross_entropy_lambda: 'log1pExp',
};

/**
 * The link of an `objective=` line such as `binary sigmoid:1.5` (LightGBM's `ConvertOutput`); of no line at all, the
 * raw score. Null for an objective that is not known.
 */
export function objectiveLink(objective: string): TreeLink | null {
  const [name = '', ...options] = objective.trim().split(/\s+/);
  if (name === '') return { name: 'none', scale: 1 };
  if (!Object.hasOwn(names, name)) return null;
  if (options.includes('sqrt')) return { name: 'signedSquare', scale: 1 };
  const sigmoid = options.find((option) => option.startsWith('sigmoid:'));
  const scale = sigmoid === undefined ? 1 : Number(sigmoid.slice('sigmoid:'.length));
  return Number.isFinite(scale) && scale > 0 ? { name: names[name]!, scale } : null;
}
