import type { LogRole } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { EpochUnit } from '../sql/ingest/cells';
import {
  countExcluded,
  createLogRows,
  type LogRowsOptions,
  type NamedExpression,
  refusedLogRows,
} from '../sql/ingest/logRows';
import { runPositionsOn } from '../sql/ingest/pagePositions';
import { countRows } from '../sql/ingest/readers';
import { checkPredicate } from '../sql/predicate/checkPredicate';
import { type BuildContext, refuseRows } from './buildContext';
import { queryFile, runCaseQuery } from './caseQuery';
import { sqlLabelColumn } from './labelColumns';
import { nestedFeatures } from './nestedFeatures';
import { type ColumnPlan, planColumns } from './planColumns';
import type { LogSource } from './readers/logSource';
import { formatOf, openFiles } from './readers/logSource';
import { namingFile } from './readers/parquetSource';
import { withRequestColumns } from './requestColumns';
import { timeUnit } from './timeUnit';

/** The log after reading: TEMP `log_rows` exists, and the source can be read again for features. */
export interface ReadLog {
  source: LogSource;
  plan: ColumnPlan;
  /** What times given as numbers count. */
  timeUnit: EpochUnit;
}

/** Reads the log into TEMP `log_rows`; null when the case has no log of its own. */
export async function readLog(context: BuildContext): Promise<ReadLog | null> {
  const { loaded, db, signal } = context;
  const { log } = loaded.case;
  const { sql: file, tables } = loaded.inputs;
  const files = file === null ? loaded.inputs.log : [await runCaseQuery(context, await queryFile('log', file, tables))];
  if (files.length === 0) return null;
  context.step('Reading the log');
  const ids = (['request', 'item', 'user', 'query', 'list', 'host'] as const).map((role) => log.columns[role]);
  const textColumns = ids.filter((each) => each !== undefined);
  const format = loaded.inputs.sql === null ? log.format : 'parquet';
  const opened = await openFiles(context, files, format, 'log_source', textColumns);
  const source = await withRequestColumns(context, opened);
  const unit = await timeUnit(context, source, context.loaded.case.log.columns.time);
  const nested = await nestedFeatures(context, source);
  const plan = namingLog(loaded.inputs.log[0], planColumns, loaded.case, source.columns, unit, nested);
  context.warnings.push(...plan.warnings);
  const options = await logRowsOptions(context, source, plan);
  await namingFile(files, () => db.run(createLogRows(options), { signal }));
  if (restartsOnPages(context, plan)) for (const sql of runPositionsOn()) await db.run(sql, { signal });
  if (options.where) context.counts.excludedRows = await one(context, countExcluded(options));
  const kept = await one(context, countRows('log_rows'));
  context.counts.logRows = kept;
  await reportRefused(context, source, options, source.rows - context.counts.excludedRows - kept);
  if (kept === 0) {
    const where = { file: loaded.inputs.log[0] };
    throw new RankscopeError({
      code: 'input',
      message: 'The log has no row that can be used.',
      hint: context.refused[0]?.reason,
      where,
    });
  }
  return { source, plan, timeUnit: unit };
}

function restartsOnPages({ loaded }: BuildContext, plan: ColumnPlan): boolean {
  const has = (role: LogRole) => plan.impressions.some((each) => each.role === role);
  return loaded.case.log.positionScope === 'page' && has('page') && has('position');
}

// A fault of a column lies in the log's file as much as in case.yaml.
function namingLog<A extends unknown[], T>(file: string | undefined, plan: (...args: A) => T, ...args: A): T {
  try {
    return plan(...args);
  } catch (error) {
    if (!(error instanceof RankscopeError) || error.where?.file) throw error;
    const { code, message, hint, where } = error;
    throw new RankscopeError({ code, message, hint, where: { ...where, file } }, { cause: error });
  }
}

async function one(context: BuildContext, sql: { text: string }): Promise<number> {
  return Number((await context.db.readOne(sql, { signal: context.signal }))?.rows ?? 0);
}

// Checks the SQL of the case before anything of it is run.
async function logRowsOptions(context: BuildContext, source: LogSource, plan: ColumnPlan): Promise<LogRowsOptions> {
  const { db, loaded } = context;
  const own = source.columns.map((each) => each.name);
  const scope = { log: [...new Set([...plan.impressions.map((each) => each.name), 'request_id', ...own])], tables: {} };
  const check = (text: string, key: string) =>
    checkPredicate(db, text, scope, { what: `case.yaml, ${key}`, place: { file: loaded.file, path: key } });
  const { where } = loaded.case.log;
  const labels = loaded.case.labels.filter((each) => each.kind === 'sql');
  const checked: NamedExpression[] = [];
  for (const { name, source: text } of labels) {
    checked.push({ name: sqlLabelColumn(name), expression: (await check(text, `labels.${name}`)).text });
  }
  return {
    relation: source.relation,
    own,
    columns: plan.impressions.map(({ name, expression }) => ({ name, expression })),
    hasRequest: plan.hasRequest,
    where: where === null ? null : (await check(where, 'log.where')).text,
    labels: checked,
    faults: plan.impressions
      .filter((each) => each.bad !== null)
      .map((each) => ({
        condition: each.bad!,
        reason: `${each.role ?? each.name} (column ${each.source}) ${each.badReason}`,
      })),
  };
}

async function reportRefused(
  context: BuildContext,
  source: LogSource,
  options: LogRowsOptions,
  count: number,
): Promise<void> {
  if (count <= 0) return;
  const rows = await context.db.readRows(refusedLogRows(options), { signal: context.signal });
  const refused = rows.map(({ src, reason }) => {
    const { file, row } = source.locate(Number(src));
    // In text, lines that were refused and breaks inside quotes lie between a row and its line.
    const counted = ['parquet', 'arrow'].includes(formatOf(file) ?? '');
    return counted
      ? { file, line: row, reason: String(reason), text: null }
      : { file, line: null, reason: `row ${row} of those read: ${reason}`, text: null };
  });
  refuseRows(context, refused, count);
}
