import path from 'node:path';
import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import { idCell, numberCell } from '../sql/ingest/cells';
import { createScoreRows } from '../sql/ingest/scoreFiles';
import { dropTable } from '../sql/ingest/staging';
import { type BuildContext, refuseRows } from './buildContext';
import { guessColumn } from './guessColumn';
import { formatOf, openFiles, requireColumn, type SourceColumn } from './readers/logSource';
import { readTrec } from './readers/readTrec';

/** Whether a model is a file of scores, read by ingest rather than run. */
export function isScoreFile(model: ResolvedModel): boolean {
  return model.kind === 'scores' || model.kind === 'trec';
}

/**
 * Reads a score file or TREC run into a table (request_id, item_id, score) in file order. Lines that cannot be read are
 * refused; a missing column or an unreadable file is an `input` error.
 */
export async function readScoreFile(context: BuildContext, index: number, table: string): Promise<void> {
  const model = context.loaded.case.models[index]!;
  const file = context.loaded.inputs.models[index]!.file;
  if (model.kind === 'trec') {
    refuseRows(context, await readTrec(context, file, 'run', table, { temp: false }));
    return;
  }
  const staged = `scores_source_${index + 1}`;
  const source = await openFiles(context, [file], formatOf(file) ?? 'csv', staged);
  const { request, item, score } = scoreColumns(context.loaded.case, model, source.columns, file);
  const columns = {
    request: idCell(request.name, request.type),
    item: idCell(item.name, item.type),
    score: numberCell(score.name, score.type),
  };
  await context.db.run(createScoreRows(table, source.relation, columns), { signal: context.signal });
  await context.db.run(dropTable(staged));
}

function scoreColumns({ log }: ResolvedCase, model: ResolvedModel, columns: readonly SourceColumn[], file: string) {
  const find = (role: 'request' | 'item' | 'score', fallback: string | undefined): SourceColumn => {
    const key = `models "${model.name}", columns.${role}`;
    const given = model.columns[role];
    if (given !== null) return requireColumn(columns, given, { key, file });
    const named = columns.find((each) => each.name === fallback) ?? guessColumn(role, columns);
    return named ?? requireColumn(columns, fallback ?? role, { key, file });
  };
  if (!log.columns.request && log.path !== null && model.columns.request === null) {
    throw new RankscopeError({
      code: 'unsupported',
      message: `${path.basename(file)}: the log has no request role, so scores cannot be matched to its rows.`,
      where: { file },
    });
  }
  return {
    request: find('request', log.columns.request),
    item: find('item', log.columns.item),
    score: find('score', 'score'),
  };
}

/** Reads every score file and run, each into the table that `tableOf` names; what fails is a sentence by model number. */
export async function readScoreFiles(
  context: BuildContext,
  tableOf: (n: number) => string,
): Promise<{ staged: number[]; errors: Map<number, string> }> {
  const staged: number[] = [];
  const errors = new Map<number, string>();
  for (const [index, model] of context.loaded.case.models.entries()) {
    if (!isScoreFile(model) || model.file === null) continue;
    context.step(`Reading ${model.name}`);
    try {
      await readScoreFile(context, index, tableOf(index + 1));
      staged.push(index + 1);
    } catch (error) {
      const { code, message, hint } = toWireError(error);
      if (code !== 'input' && code !== 'unsupported') throw error;
      errors.set(index + 1, hint ? `${message} ${hint}` : message);
    }
  }
  return { staged, errors };
}
