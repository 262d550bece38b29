import { type ForestLists, leafKind, missingFlags, NotNativeError, perNode, TreeFaultError } from './forestLists';
import type { NodeAttributes } from './nodeAttributes';

/** In the order of `splitKinds`. */
const modes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ', 'LEAF'];

/** The lists of TreeEnsembleRegressor (`target`) and TreeEnsembleClassifier (`class`), versions 1 to 3. */
export function listsOfV3(attributes: NodeAttributes, kind: 'target' | 'class'): ForestLists {
  const trees = attributes.integers('nodes_treeids');
  const count = trees.length;
  const list = (name: string) => perNode(attributes.integers(name), count, name);
  const codes = attributes.codes('nodes_modes', modes);
  if (codes.length !== count) throw new TreeFaultError(`"nodes_modes" holds ${codes.length} values for ${count} nodes`);
  if (codes.includes(-1)) throw new NotNativeError('a mode that is not known');
  const kinds = codes.map((code) => (code === modes.length - 1 ? leafKind : code));
  const places = new NodePlaces(trees, list('nodes_nodeids'));
  const [yes, no] = [list('nodes_truenodeids'), list('nodes_falsenodeids')];
  const child = (ids: Float64Array) =>
    Int32Array.from(kinds, (each, at) => (each < 0 ? -1 : places.beside(at, ids[at]!)));
  const tracks = perNode(attributes.integers('nodes_missing_value_tracks_true'), count, 'missing tracks', 0);
  return {
    roots: places.roots,
    kind: kinds,
    feature: list('nodes_featureids'),
    threshold: perNode(attributes.numbers('nodes_values'), count, 'nodes_values'),
    yes: child(yes),
    no: child(no),
    missingYes: missingFlags(kinds, tracks),
    members: new Map(),
    ...readWeights(attributes, kind, places),
  };
}

function readWeights(attributes: NodeAttributes, kind: 'target' | 'class', places: NodePlaces) {
  const trees = attributes.integers(`${kind}_treeids`);
  const list = (name: string) => perNode(attributes.integers(name), trees.length, name);
  const nodes = list(`${kind}_nodeids`);
  return {
    weightNode: Int32Array.from(trees, (tree, at) => places.of(tree, nodes[at]!)),
    weightOutput: Int32Array.from(list(`${kind}_ids`)),
    weight: perNode(attributes.numbers(`${kind}_weights`), trees.length, `${kind}_weights`),
  };
}

/** Finds nodes by tree and id. A tree is a run of nodes, and its first node is the root, as ONNX Runtime has it. */
class NodePlaces {
  readonly roots: Int32Array;
  readonly #first = new Map<number, number>();
  readonly #trees: Float64Array;
  readonly #ids: Float64Array;
  /** Places by id, of trees whose ids do not simply count up. */
  readonly #maps = new Map<number, Map<number, number>>();

  constructor(trees: Float64Array, ids: Float64Array) {
    this.#trees = trees;
    this.#ids = ids;
    const roots: number[] = [];
    trees.forEach((tree, at) => {
      if (at > 0 && tree === trees[at - 1]) return;
      if (this.#first.has(tree)) throw new NotNativeError(`the nodes of tree ${tree} are not together`);
      this.#first.set(tree, at);
      roots.push(at);
    });
    this.roots = Int32Array.from(roots);
  }

  beside(node: number, id: number): number {
    return this.of(this.#trees[node]!, id);
  }

  of(tree: number, id: number): number {
    const first = this.#first.get(tree);
    if (first === undefined) return -1;
    const guess = first + id;
    if (this.#trees[guess] === tree && this.#ids[guess] === id && this.#ids[first] === 0) return guess;
    return this.#mapOf(tree, first).get(id) ?? -1;
  }

  #mapOf(tree: number, first: number): Map<number, number> {
    let map = this.#maps.get(tree);
    if (!map) {
      map = new Map();
      for (let at = first; this.#trees[at] === tree; at++) {
        if (map.has(this.#ids[at]!)) throw new TreeFaultError(`tree ${tree} has two nodes ${this.#ids[at]}`);
        map.set(this.#ids[at]!, at);
      }
      this.#maps.set(tree, map);
    }
    return map;
  }
}
