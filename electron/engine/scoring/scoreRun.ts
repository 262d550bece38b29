import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { createRunScores, runConflict, runCopies, runCounts, scoreCounts } from '../sql/scoring/runScores';
import { stageTable, tableColumns } from '../sql/scoring/scoreTables';
import { nothingScored, type Scored } from './modelRecord';

/**
 * Turns the staged rows of a score file or TREC run into `scores_<n>`. A pair of request and item that the file holds
 * twice with different scores is an error that names its rows, and so is any such pair of a TREC run, as in trec_eval.
 * Rows of a score file that say the same twice are taken once and counted.
 */
export async function scoreRun(
  db: Queries,
  model: ResolvedModel,
  n: number,
  union: boolean,
  signal?: AbortSignal,
): Promise<Scored> {
  const columns = (await db.readRows(tableColumns(stageTable(n)), { signal })).map(({ name }) => name);
  if (columns.length === 0) {
    throw new RankscopeError({ code: 'input', message: `The file ${model.file} holds no rows that could be read.` });
  }
  const key = columns.includes('row_id') ? 'row_id' : 'ids';
  const copies = key === 'row_id' ? 0 : await countCopies(db, model, n, signal);
  await db.run(createRunScores(n, { key, union, copies: copies > 0 }), { signal });
  const { extra, non_finite } = (await db.readOne(runCounts(n, key), { signal }))!;
  const { rows, scored } = (await db.readOne(scoreCounts(n), { signal }))!;
  return {
    ...nothingScored,
    scoredRows: Number(scored),
    missingRows: Number(rows) - Number(scored),
    extraRows: Number(extra),
    duplicateRows: copies,
    nonFiniteRows: Number(non_finite),
  };
}

async function countCopies(db: Queries, model: ResolvedModel, n: number, signal?: AbortSignal): Promise<number> {
  const copies = Number((await db.readOne(runCopies(n), { signal }))!.copies);
  if (copies === 0) return 0;
  const twice = await db.readOne(runConflict(n, model.kind === 'trec'), { signal });
  if (!twice) return copies;
  throw new RankscopeError({
    code: 'input',
    message:
      `The file ${model.file} scores the item "${twice.item_id}" of the request "${twice.request_id}" twice, ` +
      `in its rows ${twice.first_row} and ${twice.last_row}.`,
    hint: 'Keep one row for each request and item.',
    where: { file: model.file ?? undefined, row: Number(twice.last_row) },
  });
}
