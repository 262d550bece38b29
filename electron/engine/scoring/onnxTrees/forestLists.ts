import { splitKinds } from '../../../../shared/trees/treeEnsemble';

/** Not a kind of split: the node is a leaf. */
export const leafKind = -1;

/** What the attributes of a tree operator say, whatever its version: nodes by their place in these lists. */
export interface ForestLists {
  /** Node of each tree, in the order in which ONNX Runtime adds them. */
  roots: Int32Array;
  /** By node: `splitKinds`, or `leafKind`. */
  kind: Int8Array;
  feature: Float64Array;
  threshold: Float64Array;
  /** By node: where it goes if its comparison holds, and if not; -1 for a node that is not there. */
  yes: Int32Array;
  no: Int32Array;
  /** By node: 1 where NaN goes to `yes`. */
  missingYes: Uint8Array;
  /** Members of a split of the kind `member`, by node. */
  members: Map<number, Float64Array>;
  /** What leaves add, each entry on its own: node, output and value. */
  weightNode: Int32Array;
  weightOutput: Int32Array;
  weight: Float64Array;
}

/** Nothing is wrong with the graph, but it is not read natively: ONNX Runtime runs it. */
export class NotNativeError extends Error {}

/** The trees of the graph cannot be right, whoever runs them. */
export class TreeFaultError extends Error {}

/** The list `numbers` as one number for each of `count` nodes; `missing` where there is no list at all. */
export function perNode(
  numbers: Float64Array,
  count: number,
  name: string,
  missing: number | null = null,
): Float64Array {
  if (numbers.length === count) return numbers;
  if (numbers.length === 0 && missing !== null) return new Float64Array(count).fill(missing);
  throw new TreeFaultError(`"${name}" holds ${numbers.length} values for ${count} nodes`);
}

/** Kind of a split of NaN: every comparison with it fails but `neq`, unless the node sends it to `yes`. */
export function missingFlags(kinds: Int8Array, tracks: Float64Array): Uint8Array {
  return Uint8Array.from(kinds, (kind, node) => (kind === splitKinds.neq || tracks[node] === 1 ? 1 : 0));
}
