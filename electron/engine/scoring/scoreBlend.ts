import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { Queries } from '../db/connection';
import { blendCounts, createBlend, type WeightedTable } from '../sql/scoring/blendScores';
import { blendKey } from './modelKey';
import { nothingScored, type Scored } from './modelRecord';

/** Scores that are there already, to be blended. */
export interface BlendPart extends WeightedTable {
  key: string;
}

/** Writes `scores_<n>` from the tables of its parts, of which none is scored again. `sameRows`: they hold the same rows. */
export async function scoreBlend(
  db: Queries,
  { blending }: ResolvedModel,
  n: number,
  parts: readonly BlendPart[],
  sameRows: boolean,
  signal?: AbortSignal,
): Promise<Scored & { key: string }> {
  await db.run(createBlend(n, parts, blending, sameRows), { signal });
  const counts = (await db.readOne(blendCounts(n, parts), { signal }))!;
  const [rows, scored] = [Number(counts.rows), Number(counts.scored)];
  return {
    ...nothingScored,
    key: blendKey(parts, blending),
    scoredRows: scored,
    missingRows: rows - scored,
    nonFiniteRows: Number(counts.non_finite),
  };
}
