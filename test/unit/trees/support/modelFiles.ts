import { splitFlags, type TreeEnsemble } from '../../../../shared/trees/treeEnsemble';

/** A tree's nodes, its splits and its leaves, each in the order of the arrays. */
interface TreeNodes {
  nodes: number[];
  splits: number[];
  leaves: number[];
}

function* treesOf({ roots, feature }: TreeEnsemble): Generator<TreeNodes> {
  for (let tree = 0; tree < roots.length; tree++) {
    const [first, end] = [roots[tree]!, tree + 1 < roots.length ? roots[tree + 1]! : feature.length];
    const nodes = Array.from({ length: end - first }, (_, at) => first + at);
    const splits = nodes.filter((node) => feature[node]! >= 0);
    yield { nodes, splits, leaves: nodes.filter((node) => feature[node]! < 0) };
  }
}

const missingLeft = ({ flags }: TreeEnsemble, node: number) => (flags[node]! & splitFlags.missingLeft) !== 0;

/** A forest of splits `<=` as LightGBM saves one whose features have missing values. */
export function lightgbmText(trees: TreeEnsemble): string {
  const head = [
    'tree',
    'version=v4',
    'num_class=1',
    `num_tree_per_iteration=${trees.outputs}`,
    `max_feature_idx=${trees.featureNames.length - 1}`,
    'objective=regression',
    `feature_names=${trees.featureNames.join(' ')}`,
  ];
  const parts = [`${head.join('\n')}\n`];
  for (const { splits, leaves } of treesOf(trees)) parts.push(lightgbmTree(trees, parts.length - 1, splits, leaves));
  return `${parts.join('\n')}\nend of trees\n`;
}

function lightgbmTree(trees: TreeEnsemble, index: number, splits: number[], leaves: number[]): string {
  const place = new Map([
    ...splits.map((node, at) => [node, at] as const),
    ...leaves.map((node, at) => [node, ~at] as const),
  ]);
  const line = (name: string, values: ArrayLike<unknown>) => `${name}=${Array.from(values).join(' ')}`;
  return [
    `Tree=${index}`,
    `num_leaves=${leaves.length}`,
    'num_cat=0',
    line(
      'split_feature',
      splits.map((node) => trees.feature[node]!),
    ),
    line(
      'threshold',
      splits.map((node) => trees.threshold[node]!),
    ),
    line(
      'decision_type',
      splits.map((node) => 8 + (missingLeft(trees, node) ? 2 : 0)),
    ),
    line(
      'left_child',
      splits.map((node) => place.get(trees.left[node]!)!),
    ),
    line(
      'right_child',
      splits.map((node) => place.get(trees.right[node]!)!),
    ),
    line(
      'leaf_value',
      leaves.map((node) => trees.value[node]!),
    ),
    'shrinkage=1\n',
  ].join('\n');
}

/** A forest of splits `<` as the document that XGBoost saves; typed arrays, as UBJSON has them. */
export function xgboostDocument(trees: TreeEnsemble) {
  const all = [...treesOf(trees)].map(({ nodes }) => {
    const first = nodes[0]!;
    const child = (of: Int32Array) =>
      Int32Array.from(nodes, (node) => (trees.feature[node]! < 0 ? -1 : of[node]! - first));
    const condition = (node: number) => (trees.feature[node]! < 0 ? trees.value[node]! : trees.threshold[node]!);
    return {
      left_children: child(trees.left),
      right_children: child(trees.right),
      split_indices: Int32Array.from(nodes, (node) => Math.max(0, trees.feature[node]!)),
      split_conditions: Float32Array.from(nodes, condition),
      default_left: Uint8Array.from(nodes, (node) => (missingLeft(trees, node) ? 1 : 0)),
      tree_param: { num_nodes: String(nodes.length), size_leaf_vector: '1' },
    };
  });
  return {
    learner: {
      feature_names: trees.featureNames,
      gradient_booster: { name: 'gbtree', model: { trees: all, tree_info: all.map(() => 0) } },
      learner_model_param: { base_score: '0', num_class: '0', num_feature: String(trees.featureNames.length) },
      objective: { name: 'reg:squarederror' },
    },
    version: [3, 0, 0],
  };
}

/** JSON of a document with typed arrays. */
export function jsonOf(document: unknown): string {
  return JSON.stringify(document, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
  );
}

/** UBJSON of a document, with typed arrays as lists of one type. */
export function ubjsonOf(value: unknown): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from('S'), lengthOf(Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') return Buffer.concat([Buffer.from('l'), int32(value)]);
  if (value instanceof Int32Array) return typedList('l', value);
  if (value instanceof Float32Array) return typedList('d', value);
  if (value instanceof Uint8Array) return typedList('U', value);
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from('[#'), lengthOf(value.length), ...value.map(ubjsonOf)]);
  }
  const entries = Object.entries(value as object).flatMap(([name, each]) => [
    lengthOf(Buffer.byteLength(name)),
    Buffer.from(name),
    ubjsonOf(each),
  ]);
  return Buffer.concat([Buffer.from('{'), ...entries, Buffer.from('}')]);
}

function typedList(type: 'l' | 'd' | 'U', list: Int32Array | Float32Array | Uint8Array): Buffer {
  const bytes = Buffer.from(list.slice().buffer);
  if (type !== 'U') bytes.swap32();
  return Buffer.concat([Buffer.from(`[$${type}#`), lengthOf(list.length), bytes]);
}

function lengthOf(length: number): Buffer {
  return Buffer.concat([Buffer.from('l'), int32(length)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
