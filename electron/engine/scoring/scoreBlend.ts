import { listNormalization } from '../../../shared/blend/normalize';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { blendCounts, createBlend, type WeightedTable } from '../sql/scoring/blendScores';
import { createQuantiles, quantileTable, stepsTable } from '../sql/scoring/quantiles';
import { dropScores } from '../sql/scoring/scoreTables';
import { hashFile } from './modelFile';
import { blendKey } from './modelKey';
import { nothingScored, type Scored } from './modelRecord';
import type { ScoringInput } from './scoreModels';

/** Scores that are there already, to be blended. */
export interface BlendPart extends WeightedTable {
  key: string;
  /** As the case names it, and its number from 1 in the case's order. */
  name: string;
  k: number;
}

/**
 * Writes `scores_<n>` from the tables of its parts, of which none is scored again and those of weight 0 take no part.
 * `sameRows`: they hold the same rows. With `quantile_global` each part gets its `quantiles_<n>_<k>` first.
 */
export async function scoreBlend(
  input: ScoringInput,
  { blending }: ResolvedModel,
  n: number,
  parts: readonly BlendPart[],
  sameRows: boolean,
): Promise<Scored & { key: string }> {
  const { db, signal } = input;
  const { value, normalize } = blending;
  const isQuantile = normalize === 'quantile_global';
  const weighted = parts.filter(({ weight }) => weight !== 0);
  if (isQuantile) for (const part of parts) await writeQuantiles(input, n, part);
  const tables = isQuantile ? weighted.map((part) => ({ ...part, table: quantileTable(n, part.k) })) : weighted;
  await db.run(createBlend(n, tables, { value, normalize: listNormalization(normalize) }, sameRows), { signal });
  const counts = (await db.readOne(blendCounts(n, tables), { signal }))!;
  const [rows, scored] = [Number(counts.rows), Number(counts.scored)];
  const training = isQuantile ? [...(await trainingHashes(input, n)), ...weighted.map(({ name }) => name)] : [];
  return {
    ...nothingScored,
    key: blendKey(weighted, blending, training),
    scoredRows: scored,
    missingRows: rows - scored,
    nonFiniteRows: Number(counts.non_finite),
  };
}

async function writeQuantiles({ db, signal }: ScoringInput, n: number, { k, table }: BlendPart): Promise<void> {
  await db.run(createQuantiles(n, k, table), { signal });
  await db.run(dropScores(stepsTable(n, k)), { signal });
}

function trainingHashes({ training, hashes, signal }: ScoringInput, n: number): Promise<string[]> {
  const files = training?.[n - 1] ?? [];
  return Promise.all(files.map(async (file) => (await hashes?.get(file)) ?? hashFile(file, signal)));
}
