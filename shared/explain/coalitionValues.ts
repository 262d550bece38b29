import { defaultBatchRows, type ExplainLimits } from './batchScorer';
import { meanOf, type RowMeter, scoreBatch } from './scoreBatches';
import type { ShapleyGame } from './shapleyGame';

/**
 * v(S) of many coalitions. `masks` holds one byte a group, coalition after coalition: 1 = the group is taken from the
 * explained row. The rows of many coalitions go into one call of the model.
 */
export async function coalitionValues(
  game: ShapleyGame,
  masks: Uint8Array,
  meter: RowMeter,
  { signal, batchRows = defaultBatchRows }: ExplainLimits,
): Promise<Float64Array> {
  const count = masks.length / game.groups.length;
  const { rows } = game.background;
  const step = Math.max(1, Math.min(count, Math.floor(batchRows / rows)));
  const columns = game.background.columns.map(() => new Float64Array(step * rows));
  const values = new Float64Array(count);
  for (let start = 0; start < count; start += step) {
    const some = Math.min(step, count - start);
    fillRows(game, masks, start, some, columns);
    const scores = await scoreBatch(game.scorer, { rows: some * rows, columns }, signal);
    for (let at = 0; at < some; at++) values[start + at] = meanOf(scores, at * rows, (at + 1) * rows);
    meter.add(some * rows);
  }
  return values;
}

function fillRows(game: ShapleyGame, masks: Uint8Array, start: number, some: number, columns: Float64Array[]): void {
  const { x, background, groups } = game;
  const { rows } = background;
  const groupOf = new Int32Array(columns.length).fill(-1);
  groups.forEach((features, group) => {
    for (const feature of features) groupOf[feature] = group;
  });
  columns.forEach((column, feature) => {
    const group = groupOf[feature]!;
    const given = background.columns[feature]!.subarray(0, rows);
    for (let at = 0; at < some; at++) {
      const from = at * rows;
      if (group >= 0 && masks[(start + at) * groups.length + group] === 1) column.fill(x[feature]!, from, from + rows);
      else column.set(given, from);
    }
  });
}
