/** How a node compares its feature `x` with its threshold `t`; where it holds, the row goes left. */
export const splitKinds = { leq: 0, lt: 1, geq: 2, gt: 3, eq: 4, neq: 5, member: 6 } as const;

/** Bits of `TreeEnsemble.flags`. */
export const splitFlags = {
  /** A missing value goes left, else right. */
  missingLeft: 1,
  /** Besides NaN, values with |x| <= `zeroLimit` are missing (LightGBM's `zero_as_missing`). */
  zeroIsMissing: 2,
  /** At kind `member`: values between -1 and 0 are not truncated to category 0, they go right (XGBoost). */
  negativeGoesRight: 4,
  /** At kind `member`: a fraction is no member, it goes right (ONNX). */
  wholeOnly: 8,
} as const;

/** LightGBM's `kZeroThreshold`: 1e-35 as a float32. */
export const zeroLimit = Math.fround(1e-35);

/**
 * A forest in flat typed arrays, whatever file it came from. The nodes of all trees stand one after another; node `n` is
 * a leaf where `feature[n] < 0`. A row is one float64 a feature; NaN stands for missing. At a split, a missing value goes
 * where its flag says; any other goes left where `kind` holds for (x, threshold). With kind `member`, `threshold` is the
 * index `c` of a bit set: x goes left where the bit of its integer part is set in the words
 * `categories[categoryStarts[c]] .. categories[categoryStarts[c + 1] - 1]`; negative and larger values go right.
 *
 * Raw score of output `o` of a row: `base[o]` and what `aggregate` makes of the leaf values of the trees with
 * `treeOutput` = o: their sum, mean, smallest or largest. The trees are added in file order; a sum starts from the base
 * where `baseFirst` holds, else the base is added at the end.
 */
export interface TreeEnsemble {
  /** Names of the features in input order; a node's `feature` is an index into it. */
  featureNames: string[];
  /** Number of raw scores a row. */
  outputs: number;
  base: Float64Array;
  aggregate: 'sum' | 'average' | 'min' | 'max';
  /** Decides the rounding of a float32 sum: XGBoost starts from the base, ONNX ends with it. */
  baseFirst: boolean;
  /**
   * `float32`: features are rounded to float32 before they are compared and sums are kept in float32, as XGBoost and ONNX
   * of float inputs do; thresholds and leaf values are float32 values already. `float64`: as LightGBM does.
   */
  precision: 'float32' | 'float64';
  /** Root node of each tree, and the output that it adds to. */
  roots: Int32Array;
  treeOutput: Int32Array;
  /** By node: feature index (-1 = leaf), threshold, children, kind (`splitKinds`), flags (`splitFlags`). */
  feature: Int32Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  kind: Uint8Array;
  flags: Uint8Array;
  /** Leaf value; 0 at splits. Weights of trees (dart) are multiplied in already. */
  value: Float64Array;
  /** Training rows (or sum of hessians) that reached the node; null where the file does not tell. */
  cover: Float64Array | null;
  /** Loss reduction of the split; null where the file does not tell. */
  gain: Float64Array | null;
  categories: Uint32Array;
  categoryStarts: Int32Array;
  /** How the file's own `predict` turns raw scores into predictions. */
  link: TreeLink;
  /** What the file says of itself; absent in a forest that was made otherwise. */
  origin?: TreeOrigin;
}

/** Which library wrote a forest, in which format or release (`v4`, `3.1.1`), with which booster and objective. */
export interface TreeOrigin {
  library: 'LightGBM' | 'XGBoost';
  version: string;
  booster: string | null;
  objective: string | null;
}

/**
 * `sigmoid`: 1/(1 + exp(-scale x)); `logistic`: the same of scale 1 in float32, with ONNX Runtime's rounding; `softmax`
 * over the outputs, `softmaxZero` over those that are not 0 (ONNX); `exp`;
 * `log1pExp`: ln(1 + exp(x)); `signedSquare`: sign(x) x²; `step`: 1 where x > 0, else 0; `probit`: the normal quantile;
 * `none`: the raw score is the prediction. All but `softmax` and `softmaxZero` act on each output alone.
 */
export interface TreeLink {
  name:
    | 'none'
    | 'sigmoid'
    | 'logistic'
    | 'exp'
    | 'softmax'
    | 'softmaxZero'
    | 'log1pExp'
    | 'signedSquare'
    | 'step'
    | 'probit';
  scale: number;
}
