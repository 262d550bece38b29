import type { TreeEnsemble } from './treeEnsemble';

/** By feature, in the order of the ensemble's features. */
export interface SplitImportance {
  /** Sum of the loss reductions of its splits; null where the file does not tell them. */
  gain: Float64Array | null;
  /** Number of its splits. */
  splits: Float64Array;
}

/**
 * Gain and split importance over all trees and outputs of a forest, as the libraries define them: LightGBM's
 * `feature_importance('gain' | 'split')`, which passes over splits without a positive gain, and XGBoost's
 * `get_score('total_gain' | 'weight')`, which counts every split. Weights of trees (dart) play no part in either.
 */
export function splitImportance(trees: TreeEnsemble): SplitImportance {
  const features = trees.featureNames.length;
  const gain = trees.gain && new Float64Array(features);
  const splits = new Float64Array(features);
  const onlyPositive = trees.gain !== null && trees.origin?.library === 'LightGBM';
  trees.feature.forEach((feature, node) => {
    if (feature < 0) return;
    // Both libraries keep gains as float32.
    const reduction = Math.fround(trees.gain?.[node] ?? 0);
    if (onlyPositive && !(reduction > 0)) return;
    splits[feature]! += 1;
    if (gain) gain[feature]! += reduction;
  });
  return { gain, splits };
}
