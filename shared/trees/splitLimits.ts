import { leftIntervals } from './masks/leftIntervals';
import { splitKinds, type TreeEnsemble } from './treeEnsemble';

/**
 * By feature, the values that part it at ordered splits, rising and distinct: values up to a limit (included) may go
 * another way than those above it. Splits on categories have none.
 */
export function splitLimits(trees: TreeEnsemble): Float64Array[] {
  const found = trees.featureNames.map(() => new Set<number>());
  for (let node = 0; node < trees.feature.length; node++) {
    const feature = trees.feature[node]!;
    if (feature < 0 || trees.kind[node] === splitKinds.member) continue;
    for (const { above, upTo } of leftIntervals(trees, node) ?? []) {
      if (above !== null) found[feature]!.add(above);
      if (upTo !== null) found[feature]!.add(upTo);
    }
  }
  return found.map((values) => Float64Array.from(values).sort());
}
