import { open } from 'node:fs/promises';
import type { ResolvedJudgments } from '../../../shared/case/resolvedCase';
import { idCell, numberCell } from '../sql/ingest/cells';
import { createJudged } from '../sql/ingest/judgments';
import { dropTable } from '../sql/ingest/staging';
import { type BuildContext, refuseRows } from './buildContext';
import { guessColumn } from './guessColumn';
import { type FileFormat, formatOf, openFiles, requireColumn, type SourceColumn } from './readers/logSource';
import { readTrec } from './readers/readTrec';

/** Reads the judgments into TEMP `judged` (request_id, item_id, relevance); false when the case has none. */
export async function readJudgments(context: BuildContext): Promise<boolean> {
  const { judgments } = context.loaded.case;
  const file = context.loaded.inputs.judgments;
  if (judgments === null || file === null) return false;
  context.step('Reading the judgments');
  const format = await judgmentFormat(judgments, file);
  if (format === 'trec') {
    refuseRows(context, await readTrec(context, file, 'qrels', 'judged', { temp: true }));
    return true;
  }
  const source = await openFiles(context, [file], format, 'judgments_source');
  const { request, item, relevance } = judgmentColumns(context, judgments, source.columns, file);
  const grade = numberCell(relevance.name, relevance.type);
  await context.db.run(
    createJudged(source.relation, idCell(request.name, request.type), idCell(item.name, item.type), grade),
    { signal: context.signal },
  );
  await context.db.run(dropTable('judgments_source'));
  return true;
}

function judgmentColumns(
  context: BuildContext,
  given: ResolvedJudgments,
  columns: readonly SourceColumn[],
  file: string,
) {
  const { log } = context.loaded.case;
  const find = (role: 'request' | 'item' | 'relevance', logName: string | undefined): SourceColumn => {
    const key = `judgments.${role}`;
    const name = given[role];
    if (name !== null) return requireColumn(columns, name, { key, file });
    return (
      columns.find((each) => each.name === logName) ??
      guessColumn(role, columns) ??
      requireColumn(columns, logName ?? role, { key, file })
    );
  };
  return {
    request: find('request', log.columns.request),
    item: find('item', log.columns.item),
    relevance: find('relevance', log.columns.relevance),
  };
}

/** Files without a table's ending are qrels when their first line has four fields, the last one a number. */
export async function judgmentFormat(judgments: ResolvedJudgments, file: string): Promise<FileFormat> {
  if (judgments.format !== 'auto') return judgments.format;
  const known = formatOf(file);
  if (known && !/\.txt(\.gz|\.zst)?$/i.test(file)) return known;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const fields = buffer.toString('latin1', 0, bytesRead).trimStart().split('\n', 1)[0]!.trim().split(/\s+/);
    return fields.length === 4 && Number.isFinite(Number(fields[3])) ? 'trec' : (known ?? 'trec');
  } finally {
    await handle.close();
  }
}
