import { splitFlags, type TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import type { AttributeValue, GraphText } from './onnxFileWriter';

export const modeNames = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'];

export type Attributes = Record<string, AttributeValue>;

/** The nodes of a forest of ordered splits as attributes of TreeEnsembleRegressor and TreeEnsembleClassifier. */
export function forestNodes(trees: TreeEnsemble): Attributes {
  const list = nodeList(trees);
  const ints = (of: (at: { node: number; tree: number; id: number; first: number }) => number) => ({
    ints: list.map(of),
  });
  const isLeaf = (node: number) => trees.feature[node]! < 0;
  return {
    nodes_treeids: ints(({ tree }) => tree),
    nodes_nodeids: ints(({ id }) => id),
    nodes_featureids: ints(({ node }) => Math.max(0, trees.feature[node]!)),
    nodes_modes: { strings: list.map(({ node }) => (isLeaf(node) ? 'LEAF' : modeNames[trees.kind[node]!]!)) },
    nodes_values: { floats: list.map(({ node }) => trees.threshold[node]!) },
    nodes_truenodeids: ints(({ node, first }) => (isLeaf(node) ? 0 : trees.left[node]! - first)),
    nodes_falsenodeids: ints(({ node, first }) => (isLeaf(node) ? 0 : trees.right[node]! - first)),
    nodes_missing_value_tracks_true: ints(({ node }) => (trees.flags[node]! & splitFlags.missingLeft ? 1 : 0)),
  };
}

/** Values of its leaves: one each, added to the output of its tree; `kind` begins the names of the attributes. */
export function leafWeights(trees: TreeEnsemble, kind: 'target' | 'class'): Attributes {
  const leaves = nodeList(trees).filter(({ node }) => trees.feature[node]! < 0);
  return {
    [`${kind}_treeids`]: { ints: leaves.map(({ tree }) => tree) },
    [`${kind}_nodeids`]: { ints: leaves.map(({ id }) => id) },
    [`${kind}_ids`]: { ints: leaves.map(({ tree }) => trees.treeOutput[tree]!) },
    [`${kind}_weights`]: { floats: leaves.map(({ node }) => trees.value[node]!) },
  };
}

/** A graph of one TreeEnsembleRegressor. */
export function regressorGraph(trees: TreeEnsemble, more: Attributes = {}): GraphText {
  const attributes = {
    ...forestNodes(trees),
    ...leafWeights(trees, 'target'),
    n_targets: { i: trees.outputs },
    base_values: { floats: [...trees.base] },
    post_transform: { s: 'NONE' },
    ...more,
  };
  return {
    nodes: [
      { op: 'TreeEnsembleRegressor', domain: 'ai.onnx.ml', inputs: ['features'], outputs: ['variable'], attributes },
    ],
    inputs: [{ name: 'features', type: 'float', shape: ['rows', trees.featureNames.length] }],
    outputs: [{ name: 'variable', type: 'float', shape: ['rows', trees.outputs] }],
    metadata: { 'rankscope.features': JSON.stringify(trees.featureNames) },
  };
}

/** All nodes tree by tree, as the trees lie in the arrays, the root of each first. */
function nodeList({ roots, feature }: TreeEnsemble) {
  return [...roots].flatMap((first, tree) => {
    const end = tree + 1 < roots.length ? roots[tree + 1]! : feature.length;
    return Array.from({ length: end - first }, (_, id) => ({ node: first + id, tree, id, first }));
  });
}
