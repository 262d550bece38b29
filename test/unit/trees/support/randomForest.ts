import { nextUnit, seededRandom } from '../../../../shared/stats/random';
import { ForestBuilder } from '../../../../shared/trees/forestBuilder';
import { splitKinds, type TreeEnsemble } from '../../../../shared/trees/treeEnsemble';

/** Numbers from 0 to 1, the same for the same seed. */
export function unitsFrom(seed: number): () => number {
  const source = seededRandom(seed);
  return () => nextUnit(source);
}

export interface ForestWish {
  trees: number;
  leaves: number;
  features: number;
  outputs: number;
  precision: TreeEnsemble['precision'];
  aggregate: TreeEnsemble['aggregate'];
  baseFirst: boolean;
  /** Split kinds to draw from. */
  kinds: number[];
  /** As libraries write them: finite thresholds, and zero is not missing. */
  plain?: boolean;
  /** 0 grows balanced trees, 1 chains. */
  chain: number;
}

const thresholds = [0, -0, 1, -1, 0.5, 1e-35, 1e-36, 3, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];

/** A forest drawn by `random` (0 to 1), with every kind of threshold, flag and set of categories. */
export function randomForest(random: () => number, wish: ForestWish): TreeEnsemble {
  const { features, outputs, precision } = wish;
  const round = precision === 'float32' ? Math.fround : (value: number) => value;
  const draw = () => round((random() - 0.5) * 8);
  const forest = new ForestBuilder();
  for (let tree = 0; tree < wish.trees; tree++) {
    const nodes = 2 * wish.leaves - 1;
    const first = forest.addTree(tree % outputs, nodes);
    const open = [first];
    for (let next = first + 1; next < first + nodes; next += 2) {
      const at = random() < wish.chain ? open.length - 1 : Math.floor(random() * open.length);
      const node = open.splice(at, 1)[0]!;
      forest.feature[node] = Math.floor(random() * features);
      forest.kind[node] = wish.kinds[Math.floor(random() * wish.kinds.length)]!;
      forest.flags[node] = Math.floor(random() * 16) & (wish.plain ? 1 : 15);
      forest.threshold[node] =
        forest.kind[node] === splitKinds.member
          ? forest.addCategories(
              Array.from({ length: 1 + Math.floor(random() * 2) }, () => Math.floor(random() * 2 ** 32)),
            )
          : !wish.plain && random() < 0.3
            ? round(thresholds[Math.floor(random() * thresholds.length)]!)
            : draw();
      [forest.left[node], forest.right[node]] = [next, next + 1];
      open.push(next, next + 1);
    }
    for (const leaf of open) forest.value[leaf] = draw();
  }
  const featureNames = Array.from({ length: features }, (_, feature) => `f${feature}`);
  const base = Float64Array.from({ length: outputs }, draw);
  const link = { name: 'none' as const, scale: 1 };
  return forest.finish(
    { featureNames, outputs, base, aggregate: wish.aggregate, baseFirst: wish.baseFirst, precision, link },
    (_, text) => new Error(text),
  );
}

const oddValues = [
  Number.NaN,
  0,
  -0,
  1e-36,
  -0.5,
  1e-35,
  1,
  63,
  64,
  1000,
  -1,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e300,
];

/** Rows with missing values, zeros, infinities and category codes, row after row. */
export function randomRows(random: () => number, rows: number, features: number): Float64Array {
  return Float64Array.from({ length: rows * features }, () => {
    const kind = random();
    if (kind < 0.3) return oddValues[Math.floor(random() * oddValues.length)]!;
    return kind < 0.5 ? Math.floor(random() * 70) : (random() - 0.5) * 10;
  });
}

/** Two trees that are chains, as deep as they have splits: of the kind `kind`, over three features. */
export function deepForest(precision: TreeEnsemble['precision'], kind: number, depth = 5000): TreeEnsemble {
  const shape = { trees: 2, leaves: depth + 1, features: 3, outputs: 1, aggregate: 'sum' as const, baseFirst: true };
  return randomForest(unitsFrom(5), { ...shape, precision, kinds: [kind], chain: 1, plain: true });
}
