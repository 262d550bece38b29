import { type RandomSource, seededRandom } from '../stats/random';
import type { ExplainLimits } from './batchScorer';
import { coalitionValues } from './coalitionValues';
import { RowMeter } from './scoreBatches';
import type { ShapleyGame } from './shapleyGame';

export const defaultPairs = 64;
/** Pairs between two looks at the standard error; none is looked at before. */
const pairsAtOnce = 8;
/** Drawing stops below this share of |f(x) - E f| in every standard error. */
const enoughError = 0.01;

export interface Sampled {
  contributions: Float64Array;
  /** NaN where only one pair was drawn. */
  se: Float64Array;
  pairs: number;
}

/**
 * Shapley values over random permutations, each with its reverse (antithetic pairs): a group contributes the change of
 * v when it joins. The values of every pair add up to v(all) - v(none). The standard error of a value is the deviation
 * over pairs / sqrt(pairs). At most `pairs` pairs; fewer as soon as every error is below 1% of |v(all) - v(none)|.
 */
export async function sampledShapley(
  game: ShapleyGame,
  ends: { base: number; score: number },
  { seed, pairs = defaultPairs, ...limits }: ExplainLimits & { seed: number; pairs?: number },
): Promise<Sampled> {
  const m = game.groups.length;
  const random = seededRandom(seed);
  const meter = new RowMeter(limits, pairs * 2 * (m - 1) * game.background.rows);
  const moments = new PairMoments(m);
  const enough = enoughError * Math.abs(ends.score - ends.base);
  while (moments.pairs < pairs) {
    const some = Math.min(pairsAtOnce, pairs - moments.pairs);
    const orders = Array.from({ length: some }, () => permutation(m, random)).flatMap((order) => [
      order,
      order.toReversed(),
    ]);
    const values = await coalitionValues(game, prefixMasks(orders, m), meter, limits);
    for (let pair = 0; pair < some; pair++) {
      const [there, back] = [2 * pair, 2 * pair + 1].map((at) => gains(orders[at]!, valuesAlong(values, at, m, ends)));
      moments.add(there!.map((gain, group) => (gain + back![group]!) / 2));
    }
    if (Math.max(...moments.se()) < enough) break;
  }
  return { contributions: moments.mean.slice(), se: moments.se(), pairs: moments.pairs };
}

/** What each player adds when the players join in this order and `values` holds v after 0, 1, 2, ... of them. */
export function gains(order: Uint32Array, values: ArrayLike<number>): Float64Array {
  const gained = new Float64Array(order.length);
  order.forEach((player, at) => {
    gained[player] = values[at + 1]! - values[at]!;
  });
  return gained;
}

function valuesAlong(values: Float64Array, order: number, m: number, ends: { base: number; score: number }): number[] {
  return [ends.base, ...values.subarray(order * (m - 1), (order + 1) * (m - 1)), ends.score];
}

/** The coalitions of the first 1, 2, ... m-1 players of each order. */
function prefixMasks(orders: readonly Uint32Array[], m: number): Uint8Array {
  const masks = new Uint8Array(orders.length * (m - 1) * m);
  orders.forEach((order, at) => {
    for (let size = 1; size < m; size++) {
      const from = (at * (m - 1) + size - 1) * m;
      for (let k = 0; k < size; k++) masks[from + order[k]!] = 1;
    }
  });
  return masks;
}

/** A uniform permutation of 0..m-1 (Fisher and Yates). */
function permutation(m: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length: m }, (_, at) => at);
  for (let at = m - 1; at > 0; at--) {
    const other = random.next(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Mean and standard error of each group's value over pairs (Welford). */
class PairMoments {
  pairs = 0;
  readonly mean: Float64Array;
  readonly #squares: Float64Array;

  constructor(groups: number) {
    this.mean = new Float64Array(groups);
    this.#squares = new Float64Array(groups);
  }

  add(values: Float64Array): void {
    this.pairs++;
    values.forEach((value, group) => {
      const before = value - this.mean[group]!;
      this.mean[group]! += before / this.pairs;
      this.#squares[group]! += before * (value - this.mean[group]!);
    });
  }

  se(): Float64Array {
    return this.#squares.map((squares) => Math.sqrt(squares / (this.pairs - 1) / this.pairs));
  }
}
