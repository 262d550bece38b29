import type { ExplainLimits } from './batchScorer';
import { coalitionValues } from './coalitionValues';
import { RowMeter } from './scoreBatches';
import type { ShapleyGame } from './shapleyGame';

/** With more groups than this, permutations are drawn. */
export const mostExactGroups = 10;

/**
 * Shapley values by all 2^m coalitions: phi_j = sum over S without j of |S|! (m-|S|-1)! / m! (v(S+j) - v(S)).
 * `ends` are v of nobody and of everybody, known already. At most `mostExactGroups` groups.
 */
export async function exactShapley(
  game: ShapleyGame,
  ends: { base: number; score: number },
  limits: ExplainLimits,
): Promise<Float64Array> {
  const m = game.groups.length;
  if (m === 0) return new Float64Array(0);
  const count = 2 ** m - 2;
  const masks = new Uint8Array(count * m);
  for (let set = 1; set <= count; set++) {
    for (let group = 0; group < m; group++) masks[(set - 1) * m + group] = (set >> group) & 1;
  }
  const inner = await coalitionValues(game, masks, new RowMeter(limits, count * game.background.rows), limits);
  return shapleyOf(m, Float64Array.from([ends.base, ...inner, ends.score]));
}

/** Shapley values of a game given by its value of each set of players, where bit `j` of the index is player `j`. */
export function shapleyOf(players: number, values: Float64Array): Float64Array {
  const weights = setWeights(players);
  return Float64Array.from({ length: players }, (_, player) => {
    let sum = 0;
    for (let set = 0; set < values.length; set++) {
      if ((set >> player) & 1) continue;
      sum += weights[bitCount(set)]! * (values[set | (1 << player)]! - values[set]!);
    }
    return sum;
  });
}

/** s! (m-s-1)! / m! for each size s below m. */
function setWeights(players: number): Float64Array {
  const weights = new Float64Array(players);
  let choose = 1;
  for (let size = 0; size < players; size++) {
    weights[size] = 1 / (players * choose);
    choose = (choose * (players - 1 - size)) / (size + 1);
  }
  return weights;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}
