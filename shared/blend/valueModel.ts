import { type ListNormalization, type Normalization, normalizeList } from './normalize';

/** How predictions of several objectives become one value (definitions.md H1). */
export const valueForms = ['sum', 'product'] as const;

export type ValueForm = (typeof valueForms)[number];

/** The way of blending; `sum` of predictions as they are is the default. */
export interface Blending {
  value: ValueForm;
  normalize: Normalization;
}

/** A way that needs nothing but the list. */
export interface ListBlending extends Blending {
  normalize: ListNormalization;
}

export const defaultBlending: ListBlending = { value: 'sum', normalize: 'none' };

/** ε of the product: a prediction of 0 keeps a finite logarithm. */
export const productEpsilon = 1e-9;

/**
 * Σ_o w_o·p_o of each item, added in the order of the objectives. An objective of weight 0 takes no part; an item
 * whose prediction of another objective is missing (NaN) has no value (NaN).
 */
export function blendSum(predictions: readonly ArrayLike<number>[], weights: readonly number[]): Float64Array {
  return weighted(predictions, weights, (p) => p);
}

/**
 * Σ_o w_o·ln(p_o + ε) of each item: the logarithm of the product, which orders items as it does and neither
 * underflows nor overflows. Weights are at least 0. Below -ε there is no logarithm, and the item has no value (NaN).
 */
export function blendLogProduct(predictions: readonly ArrayLike<number>[], weights: readonly number[]): Float64Array {
  return weighted(predictions, weights, (p) => Math.log(p + productEpsilon));
}

/** Π_o (p_o + ε)^{w_o} of each item, from its logarithm; see `blendLogProduct`. */
export function blendProduct(predictions: readonly ArrayLike<number>[], weights: readonly number[]): Float64Array {
  return blendLogProduct(predictions, weights).map(Math.exp);
}

/**
 * The blended score of every item of one list: `predictions` has one array an objective, in the order of `weights`.
 * A product is given as its logarithm. NaN and infinite values stand for "no value".
 */
export function blendList(
  predictions: readonly ArrayLike<number>[],
  weights: readonly number[],
  { value, normalize }: ListBlending = defaultBlending,
): Float64Array {
  const normalized = predictions.map((each) => normalizeList(each, normalize));
  return value === 'sum' ? blendSum(normalized, weights) : blendLogProduct(normalized, weights);
}

function weighted(
  predictions: readonly ArrayLike<number>[],
  weights: readonly number[],
  term: (p: number) => number,
): Float64Array {
  const values = new Float64Array(predictions[0]?.length ?? 0);
  weights.forEach((weight, objective) => {
    if (weight === 0) return;
    for (let item = 0; item < values.length; item++) values[item]! += weight * term(predictions[objective]![item]!);
  });
  return values;
}
