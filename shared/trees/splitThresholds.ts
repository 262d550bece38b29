import { splitKinds, type TreeEnsemble } from './treeEnsemble';

/** By feature, the thresholds of its ordered splits, rising and distinct; splits on categories have none. */
export function splitThresholds({ featureNames, feature, threshold, kind }: TreeEnsemble): Float64Array[] {
  const found = featureNames.map(() => new Set<number>());
  for (let node = 0; node < feature.length; node++) {
    if (feature[node]! < 0 || kind[node] === splitKinds.member) continue;
    found[feature[node]!]!.add(threshold[node]!);
  }
  return found.map((values) => Float64Array.from(values).sort());
}
