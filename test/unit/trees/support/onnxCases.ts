import type { AttributeValue, GraphText, NodeText, ValueText } from './onnxFileWriter';
import type { Attributes } from './onnxForest';

const domain = 'ai.onnx.ml';

/** A classifier over four features; `classIds` of leaf weights are made by the caller. */
export function classifierGraph(attributes: Attributes, classes: number, type: ValueText['type'] = 'float'): GraphText {
  const node = { op: 'TreeEnsembleClassifier', domain, inputs: ['features'], outputs: ['label', 'probabilities'] };
  const classlabels_int64s = { ints: Array.from({ length: classes }, (_, at) => at) };
  return {
    nodes: [{ ...node, attributes: { ...attributes, classlabels_int64s } }],
    inputs: [{ name: 'features', type, shape: ['rows', 4] }],
    outputs: [
      { name: 'label', type: 'int64', shape: ['rows'] },
      { name: 'probabilities', type: 'float', shape: ['rows', classes] },
    ],
  };
}

/**
 * TreeEnsemble of version 5 over four features, two trees: a set and `<=` in the first, `!=` and `>` in the second. With
 * several targets the second tree speaks of another one than the first.
 */
export function versionFiveGraph(wish: {
  type: 'float' | 'double';
  members: number[];
  targets?: number;
  aggregate?: number;
  transform?: number;
  tracks?: number[];
}): GraphText {
  const { type, members, targets = 1, aggregate = 1, transform = 0, tracks = [1, 0, 0, 1] } = wish;
  const tensor = (values: number[]): AttributeValue => ({
    tensor: type === 'float' ? Float32Array.from(values) : Float64Array.from(values),
  });
  const attributes: Attributes = {
    n_targets: { i: targets },
    aggregate_function: { i: aggregate },
    post_transform: { i: transform },
    tree_roots: { ints: [0, 2] },
    nodes_featureids: { ints: [0, 1, 2, 3] },
    nodes_modes: { tensor: Uint8Array.of(6, 0, 5, 3) },
    nodes_splits: tensor([0, 0.5, 1, 0.25]),
    nodes_truenodeids: { ints: [0, 1, 3, 4] },
    nodes_trueleafs: { ints: [1, 1, 1, 1] },
    nodes_falsenodeids: { ints: [1, 2, 3, 5] },
    nodes_falseleafs: { ints: [0, 1, 0, 1] },
    nodes_missing_value_tracks_true: { ints: tracks },
    leaf_targetids: { ints: [0, 0, 0, targets - 1, targets - 1, targets - 1] },
    leaf_weights: tensor([0.3, 0.25, 0.5, 0.125, 0.2, 0.1]),
    membership_values: tensor([...members, Number.NaN]),
  };
  return {
    opsets: { [domain]: 5 },
    nodes: [{ op: 'TreeEnsemble', domain, inputs: ['features'], outputs: ['variable'], attributes }],
    inputs: [{ name: 'features', type, shape: ['rows', 4] }],
    outputs: [{ name: 'variable', type, shape: ['rows', targets] }],
  };
}

/** One tree over two features that asks whether the second equals one of `values`; `shared` leads all to one leaf. */
export function equalitiesGraph(values: number[], shared: boolean, tracks: 0 | 1): GraphText {
  const size = values.length;
  const ids = Array.from({ length: shared ? size + 2 : 2 * size + 1 }, (_, id) => id);
  const padded = (list: number[]) => ({ ints: ids.map((id) => list[id] ?? 0) });
  const leaves = ids.slice(size);
  const attributes: Attributes = {
    n_targets: { i: 1 },
    nodes_treeids: padded([]),
    nodes_nodeids: { ints: ids },
    nodes_featureids: { ints: ids.map(() => 1) },
    nodes_modes: { strings: ids.map((id) => (id < size ? 'BRANCH_EQ' : 'LEAF')) },
    nodes_values: { floats: ids.map((id) => values[id] ?? 0) },
    nodes_truenodeids: padded(values.map((_, at) => (shared || at === 0 ? size : size + 1 + at))),
    nodes_falsenodeids: padded(values.map((_, at) => (at + 1 < size ? at + 1 : size + 1))),
    nodes_missing_value_tracks_true: { ints: ids.map((id) => (id < size ? tracks : 0)) },
    target_treeids: { ints: leaves.map(() => 0) },
    target_nodeids: { ints: leaves },
    target_ids: { ints: leaves.map(() => 0) },
    target_weights: { floats: leaves.map((_, at) => (at === 1 ? -1 : 1 + at)) },
  };
  return {
    nodes: [{ op: 'TreeEnsembleRegressor', domain, inputs: ['features'], outputs: ['variable'], attributes }],
    inputs: [{ name: 'features', type: 'float', shape: ['rows', 2] }],
    outputs: [{ name: 'variable', type: 'float', shape: ['rows', 1] }],
  };
}

/** The same graph with other nodes before its first and behind its last. */
export function surrounded(graph: GraphText, before: NodeText[], behind: NodeText[], output: ValueText): GraphText {
  const [forest] = graph.nodes;
  const input = before.at(-1)?.outputs[0] ?? forest!.inputs[0]!;
  return { ...graph, nodes: [...before, { ...forest!, inputs: [input] }, ...behind], outputs: [output] };
}
