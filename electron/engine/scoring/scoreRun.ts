import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { createRunScores, runCounts, runDuplicate, scoreCounts } from '../sql/scoring/runScores';
import { stageTable, tableColumns } from '../sql/scoring/scoreTables';
import { nothingScored, type Scored } from './modelRecord';

/**
 * Turns the staged rows of a score file or TREC run into `scores_<n>`. A pair of request and item that the file holds
 * twice is an error that names its rows, as in trec_eval: there is no telling which score was meant.
 */
export async function scoreRun(
  db: Queries,
  model: ResolvedModel,
  n: number,
  union: boolean,
  signal?: AbortSignal,
): Promise<Scored> {
  const columns = await db.readRows(tableColumns(stageTable(n)), { signal });
  if (columns.length === 0) {
    throw new RankscopeError({ code: 'input', message: `The file ${model.file} holds no rows that could be read.` });
  }
  await refuseDuplicates(db, model, n, signal);
  await db.run(createRunScores(n, union), { signal });
  const { extra, non_finite } = (await db.readOne(runCounts(n), { signal }))!;
  const { rows, scored } = (await db.readOne(scoreCounts(n), { signal }))!;
  return {
    ...nothingScored,
    scoredRows: Number(scored),
    missingRows: Number(rows) - Number(scored),
    extraRows: Number(extra),
    nonFiniteRows: Number(non_finite),
  };
}

async function refuseDuplicates(db: Queries, model: ResolvedModel, n: number, signal?: AbortSignal): Promise<void> {
  const twice = await db.readOne(runDuplicate(n), { signal });
  if (!twice) return;
  throw new RankscopeError({
    code: 'input',
    message:
      `The file ${model.file} scores the item "${twice.item_id}" of the request "${twice.request_id}" twice, ` +
      `in its rows ${twice.first_row} and ${twice.last_row}.`,
    hint: 'Keep one row for each request and item.',
    where: { file: model.file ?? undefined, row: Number(twice.last_row) },
  });
}
