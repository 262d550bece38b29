import type { ExplainLimits } from './batchScorer';
import { exactShapley, mostExactGroups } from './exactShapley';
import { sampledShapley } from './sampledShapley';
import { meanOf, scoreBatch } from './scoreBatches';
import { type Attribution, assertAdditive, type ShapleyGame, sameEverywhere } from './shapleyGame';

export interface ShapleyOptions extends ExplainLimits {
  seed: number;
  pairs?: number;
}

/**
 * Attribution of one score of any model: exact over at most 10 groups, else by antithetic permutations (definitions
 * E1). Groups whose values are the same in every background row contribute 0 and take no part. Rejects when cancelled
 * and where the model gives no finite score.
 */
export async function shapley(game: ShapleyGame, options: ShapleyOptions): Promise<Attribution> {
  const same = sameEverywhere(game);
  const active = game.groups.flatMap((_, group) => (same[group] ? [] : [group]));
  const played = { ...game, groups: active.map((group) => game.groups[group]!) };
  const ends = await endsOf(game, options);
  const found =
    active.length <= mostExactGroups
      ? { contributions: await exactShapley(played, ends, options), se: null, pairs: null }
      : await sampledShapley(played, ends, options);
  const spread = (values: Float64Array) => {
    const all = new Float64Array(game.groups.length);
    active.forEach((group, at) => {
      all[group] = values[at]!;
    });
    return all;
  };
  const attribution: Attribution = {
    ...ends,
    contributions: spread(found.contributions),
    se: found.se && spread(found.se),
    method: found.se ? 'permutation' : 'exact',
    pairs: found.pairs,
  };
  assertAdditive(attribution);
  return attribution;
}

/** v of nobody and of everybody: the mean score of the background, and the score of `x`. */
export async function endsOf(
  { scorer, x, background }: ShapleyGame,
  { signal }: ExplainLimits,
): Promise<{ base: number; score: number }> {
  const own = await scoreBatch(scorer, { rows: 1, columns: Array.from(x, (value) => Float64Array.of(value)) }, signal);
  const scores = await scoreBatch(scorer, background, signal);
  return { score: own[0]!, base: meanOf(scores, 0, background.rows) };
}
