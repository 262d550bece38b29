import type { TreeEnsemble } from './treeEnsemble';

/** The forest of some of the outputs only, in that order: the trees of the others are left out. Shares all nodes. */
export function pickOutputs(trees: TreeEnsemble, outputs: readonly number[]): TreeEnsemble {
  if (outputs.length === trees.outputs && outputs.every((output, at) => output === at)) return trees;
  const kept = [...trees.roots.keys()].filter((tree) => outputs.includes(trees.treeOutput[tree]!));
  return {
    ...trees,
    outputs: outputs.length,
    base: Float64Array.from(outputs, (output) => trees.base[output]!),
    roots: Int32Array.from(kept, (tree) => trees.roots[tree]!),
    treeOutput: Int32Array.from(kept, (tree) => outputs.indexOf(trees.treeOutput[tree]!)),
  };
}
