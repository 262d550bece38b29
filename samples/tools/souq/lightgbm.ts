/** One regression tree as flat arrays; a child below 0 is the leaf `-1 - child`. */
interface Tree {
  feature: Int32Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  leaf: Float64Array;
  /** Where a missing value goes: 1 left, 0 right, -1 read as 0. */
  missing: Int8Array;
}

/** A LightGBM text model: its feature names and the sum of its trees. */
export interface TreeModel {
  features: string[];
  /** Raw score of the row that begins at `offset`. */
  score(rows: Float64Array, offset: number): number;
}

/** Reads a LightGBM text model of numeric splits (LightGBM 4, `Tree::ToString`). `placeOf`: where a feature stands in a row. */
export function readLightgbm(text: string, placeOf: (feature: string) => number): TreeModel {
  const features = line(text, 'feature_names')?.split(' ') ?? [];
  const trees = text
    .split(/^Tree=/m)
    .slice(1)
    .map((part) => readTree(part, features.map(placeOf)));
  if (features.length === 0 || trees.length === 0) throw new Error('This is not a LightGBM text model.');
  const score = (rows: Float64Array, offset: number) => {
    let sum = 0;
    for (const tree of trees) sum += leafOf(tree, rows, offset);
    return sum;
  };
  return { features, score };
}

function readTree(text: string, places: number[]): Tree {
  const numbers = (name: string) => (line(text, name) ?? '').split(' ').filter(Boolean).map(Number);
  const types = numbers('decision_type');
  if (types.some((type) => type & 1)) throw new Error('Categorical splits are not read here.');
  return {
    feature: Int32Array.from(numbers('split_feature'), (feature) => places[feature]!),
    threshold: Float64Array.from(numbers('threshold')),
    left: Int32Array.from(numbers('left_child')),
    right: Int32Array.from(numbers('right_child')),
    leaf: Float64Array.from(numbers('leaf_value')),
    missing: Int8Array.from(types, (type) => (((type >> 2) & 3) === 2 ? (type >> 1) & 1 : -1)),
  };
}

function leafOf({ feature, threshold, left, right, leaf, missing }: Tree, rows: Float64Array, offset: number): number {
  if (feature.length === 0) return leaf[0]!;
  let node = 0;
  while (node >= 0) {
    let value = rows[offset + feature[node]!]!;
    if (Number.isNaN(value) && missing[node]! >= 0) {
      node = missing[node] === 1 ? left[node]! : right[node]!;
      continue;
    }
    if (Number.isNaN(value)) value = 0;
    node = value <= threshold[node]! ? left[node]! : right[node]!;
  }
  return leaf[-1 - node]!;
}

function line(text: string, name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1];
}
