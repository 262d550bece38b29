import { splitKinds } from '../../../../shared/trees/treeEnsemble';
import { type ForestLists, leafKind, missingFlags, NotNativeError, perNode, TreeFaultError } from './forestLists';
import type { NodeAttributes } from './nodeAttributes';

/** Larger sets ONNX Runtime keeps in another way, and there takes fractions for members. */
const largestMember = 30;

/** The lists of TreeEnsemble, version 5: its splits, then its leaves. */
export function listsOfV5(attributes: NodeAttributes): ForestLists {
  const features = attributes.integers('nodes_featureids');
  const splits = features.length;
  const weight = attributes.numbers('leaf_weights');
  const leaves = weight.length;
  const list = (name: string) => perNode(attributes.integers(name), splits, name);
  const modes = perNode(attributes.tensor('nodes_modes') ?? new Float64Array(), splits, 'nodes_modes');
  if (modes.some((mode) => mode > splitKinds.member)) throw new NotNativeError('a mode that is not known');
  const kind = new Int8Array(splits + leaves).fill(leafKind);
  kind.set(modes);
  const tracks = new Float64Array(splits + leaves);
  tracks.set(perNode(attributes.integers('nodes_missing_value_tracks_true'), splits, 'missing tracks', 0));
  const children = (nodes: string, leafs: string) => childPlaces(list(nodes), list(leafs), splits, leaves);
  return {
    roots: rootsOf(attributes, splits),
    kind,
    feature: padded(features, leaves),
    threshold: padded(perNode(attributes.numbers('nodes_splits'), splits, 'nodes_splits'), leaves),
    yes: children('nodes_truenodeids', 'nodes_trueleafs'),
    no: children('nodes_falsenodeids', 'nodes_falseleafs'),
    missingYes: missingFlags(kind, tracks),
    members: membersOf(kind, attributes.numbers('membership_values')),
    weightNode: Int32Array.from(weight, (_, leaf) => splits + leaf),
    weightOutput: Int32Array.from(perNode(attributes.integers('leaf_targetids'), leaves, 'leaf_targetids')),
    weight,
  };
}

function padded(list: Float64Array, more: number): Float64Array {
  const longer = new Float64Array(list.length + more);
  longer.set(list);
  return longer;
}

function rootsOf(attributes: NodeAttributes, splits: number): Int32Array {
  const roots = attributes.integers('tree_roots');
  const stray = roots.find((root) => !(root >= 0 && root < splits));
  if (stray !== undefined) throw new TreeFaultError(`a root is node ${stray}, and there are ${splits}`);
  return Int32Array.from(roots);
}

function childPlaces(nodes: Float64Array, isLeaf: Float64Array, splits: number, leaves: number): Int32Array {
  const places = new Int32Array(splits + leaves).fill(-1);
  nodes.forEach((child, node) => {
    const within = child >= 0 && child < (isLeaf[node] ? leaves : splits);
    if (within) places[node] = isLeaf[node] ? splits + child : child;
  });
  return places;
}

/** The values of all sets follow each other in the order of their nodes, with NaN behind each set. */
function membersOf(kind: Int8Array, values: Float64Array): Map<number, Float64Array> {
  const members = new Map<number, Float64Array>();
  let start = 0;
  kind.forEach((each, node) => {
    if (each !== splitKinds.member) return;
    let end = start;
    while (end < values.length && !Number.isNaN(values[end])) end++;
    const set = values.subarray(start, end);
    if (set.length > largestMember || set.some((each) => each > largestMember)) {
      throw new NotNativeError('a large set, for which ONNX Runtime has rules of its own');
    }
    members.set(node, set);
    start = end + 1;
  });
  return members;
}
