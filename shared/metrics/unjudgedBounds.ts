import { idealDcg } from './dcg';
import { discount, gainOf } from './gain';
import type { MetricSpec } from './metricSpec';
import { isJudged } from './rankedList';
import type { MetricSettings } from './settings';

/** One request for two contestants: lists of item keys in rank order, grades by key. */
export interface BoundsInput {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  /** Grade of item key i; NaN or negative is unjudged. Holds all judged items of the request. */
  grades: Float64Array;
}

/** Bounds of NDCG for unjudged items (definitions A12), on DCG over the judged ideal I held fixed. */
export interface UnjudgedBounds {
  /** Per model: lo with gain 0, hi with the highest gain; hi may exceed 1. */
  a: { lo: number; hi: number };
  b: { lo: number; hi: number };
  /** B - A with unjudged gains 0, and its exact bounds over all gains in [0, maxGain]. */
  delta: number;
  deltaLo: number;
  deltaHi: number;
  /** Unjudged items whose label could move the difference, largest |c|·maxGain/I first. */
  toJudge: { item: number; weight: number }[];
}

/**
 * Bounds over the unknown labels of one request: c_u = disc_B(u) - disc_A(u), 0 beyond K;
 * Δ in [Δ_judged + g·Σ min(0,c)/I, Δ_judged + g·Σ max(0,c)/I]. Null when I = 0 (left out and counted). `maxGain` is the
 * gain of the top of the scale, or the mean gain of judged items for the `plausible` bounds.
 */
export function unjudgedBounds(
  input: BoundsInput,
  spec: MetricSpec,
  settings: MetricSettings,
  maxGain: number,
): UnjudgedBounds | null {
  const gain = gainOf(spec, settings, spec.name === 'ndcg_exp2' ? 'exp2' : settings.gain);
  const ideal = idealDcg(input.grades, spec.cutoff, gain);
  if (ideal === 0) return null;
  const discountsA = discountsOf(input.a, input.grades.length, spec.cutoff);
  const discountsB = discountsOf(input.b, input.grades.length, spec.cutoff);
  const toJudge: { item: number; weight: number }[] = [];
  const sums = { a: 0, b: 0, freeA: 0, freeB: 0, down: 0, up: 0 };
  input.grades.forEach((grade, item) => {
    const inA = discountsA[item]!;
    const inB = discountsB[item]!;
    if (isJudged(grade)) {
      sums.a += gain(grade) * inA;
      sums.b += gain(grade) * inB;
      return;
    }
    const change = inB - inA;
    sums.freeA += inA;
    sums.freeB += inB;
    sums.down += Math.min(0, change);
    sums.up += Math.max(0, change);
    if (change !== 0) toJudge.push({ item, weight: (Math.abs(change) * maxGain) / ideal });
  });
  const delta = (sums.b - sums.a) / ideal;
  return {
    a: { lo: sums.a / ideal, hi: (sums.a + maxGain * sums.freeA) / ideal },
    b: { lo: sums.b / ideal, hi: (sums.b + maxGain * sums.freeB) / ideal },
    delta,
    deltaLo: delta + (maxGain * sums.down) / ideal,
    deltaHi: delta + (maxGain * sums.up) / ideal,
    toJudge: toJudge.sort((x, y) => y.weight - x.weight || x.item - y.item),
  };
}

function discountsOf(items: ArrayLike<number>, itemCount: number, cutoff: number | null): Float64Array {
  const discounts = new Float64Array(itemCount);
  const depth = Math.min(cutoff ?? Number.POSITIVE_INFINITY, items.length);
  for (let rank = 1; rank <= depth; rank++) discounts[items[rank - 1]!] = discount(rank);
  return discounts;
}
