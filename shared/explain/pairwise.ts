import type { Attribution } from './shapleyGame';

/** Attributes the score of one row against another as the only background row. */
export type PairGame = (x: Float64Array, background: Float64Array) => Promise<Attribution>;

/**
 * Why row `a` scores higher than row `b` (definitions E3): the attribution of f(a) with `b` as the only background row.
 * Exactly antisymmetric, to the bit: the game is played in one direction, which the values of the rows decide, and
 * turned where the question runs the other way (the game of b against a is the dual, its values are the negatives).
 */
export async function pairwise(a: Float64Array, b: Float64Array, play: PairGame): Promise<Attribution> {
  if (compareRows(a, b) >= 0) return play(a, b);
  const { base, score, contributions, ...rest } = await play(b, a);
  return { ...rest, base: score, score: base, contributions: contributions.map((value) => 0 - value) };
}

/** Some order of rows: by the first value that differs; NaN comes last. */
function compareRows(a: Float64Array, b: Float64Array): number {
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at]!, b[at]!];
    if (Object.is(x, y)) continue;
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    if (x !== y) return x < y ? -1 : 1;
    return Object.is(x, -0) ? -1 : 1;
  }
  return 0;
}

/** The difference of two attributions under one background: the same sum, another split where features interact. */
export function differenceOf(a: Attribution, b: Attribution): Attribution {
  const minus = (x: Float64Array, y: Float64Array) => x.map((value, at) => value - y[at]!);
  const error = (x: Float64Array, y: Float64Array) => x.map((value, at) => Math.hypot(value, y[at]!));
  const zeros = new Float64Array(a.contributions.length);
  return {
    base: b.score,
    score: a.score,
    contributions: minus(a.contributions, b.contributions),
    se: a.se || b.se ? error(a.se ?? zeros, b.se ?? zeros) : null,
    method: a.method === 'permutation' ? a.method : b.method,
    pairs: a.pairs ?? b.pairs,
  };
}
