import { splitKinds, type TreeEnsemble } from './treeEnsemble';

/** What a forest is made of. */
export interface ForestSummary {
  trees: number;
  leaves: number;
  /** Splits between a root and its deepest leaf, at most; 0 where every tree is one leaf. */
  depth: number;
  splits: number;
  categoricalSplits: number;
  /** Features that at least one split asks, of how many the file names. */
  featuresUsed: number;
  features: number;
  /** Raw scores a row. */
  outputs: number;
  aggregate: TreeEnsemble['aggregate'];
  precision: TreeEnsemble['precision'];
  /** Score of a row before any tree, one an output. */
  base: number[];
  /** How `predict` turns a raw score into a prediction: `sigmoid`, `sigmoid(1.5 x)`, `none`, … */
  link: string;
  objective: string | null;
  hasGain: boolean;
  hasCover: boolean;
}

/** Counts the parts of a forest. Takes time in proportion to the nodes, whatever their depth. */
export function forestSummary(trees: TreeEnsemble): ForestSummary {
  const { feature, kind, link } = trees;
  const used = new Set<number>();
  let [leaves, categoricalSplits] = [0, 0];
  feature.forEach((each, node) => {
    if (each < 0) leaves++;
    else used.add(each);
    if (each >= 0 && kind[node] === splitKinds.member) categoricalSplits++;
  });
  return {
    trees: trees.roots.length,
    leaves,
    depth: deepest(trees),
    splits: feature.length - leaves,
    categoricalSplits,
    featuresUsed: used.size,
    features: trees.featureNames.length,
    outputs: trees.outputs,
    aggregate: trees.aggregate,
    precision: trees.precision,
    base: [...trees.base],
    link: link.name === 'none' || link.scale === 1 ? link.name : `${link.name}(${link.scale} x)`,
    objective: trees.origin?.objective ?? null,
    hasGain: trees.gain !== null,
    hasCover: trees.cover !== null,
  };
}

function deepest({ roots, feature, left, right }: TreeEnsemble): number {
  const depth = new Int32Array(feature.length);
  let most = 0;
  for (const root of roots) {
    const open = [root];
    while (open.length > 0) {
      const node = open.pop()!;
      if (feature[node]! < 0) {
        most = Math.max(most, depth[node]!);
        continue;
      }
      for (const child of [left[node]!, right[node]!]) {
        depth[child] = depth[node]! + 1;
        open.push(child);
      }
    }
  }
  return most;
}
