import type { ExplainLimits } from './batchScorer';
import { coalitionValues } from './coalitionValues';
import { RowMeter } from './scoreBatches';
import type { ShapleyGame } from './shapleyGame';

/**
 * By group: the score minus the mean score with the group's values from the background (definitions E1). Where groups
 * interact these do not add up to anything.
 */
export async function occlusion(game: ShapleyGame, score: number, limits: ExplainLimits = {}): Promise<Float64Array> {
  const m = game.groups.length;
  const masks = new Uint8Array(m * m).fill(1);
  for (let group = 0; group < m; group++) masks[group * m + group] = 0;
  const without = await coalitionValues(game, masks, new RowMeter(limits, m * game.background.rows), limits);
  return without.map((value) => score - value);
}
