import type { ResolvedFeatures } from '../../../shared/case/resolvedCase';
import type { Check } from '../../../shared/schemas/session';
import { RankscopeError } from '../../../shared/wire/errors';
import { quoteIdent } from '../db/quote';
import { featureExpression, idCell, typeClass } from '../sql/ingest/cells';
import type { NamedExpression } from '../sql/ingest/logRows';
import {
  countRecomputedFaults,
  createRecomputed,
  createRecomputedRows,
  extraRecomputed,
  missingRecomputed,
} from '../sql/ingest/recomputed';
import { dropTable } from '../sql/ingest/staging';
import { tableColumns } from '../sql/scoring/scoreTables';
import type { BuildContext } from './buildContext';
import { queryFile, runCaseQuery } from './caseQuery';
import { kindOf, nestedFeatures } from './nestedFeatures';
import { faultText, orUnread } from './orUnread';
import { type LogSource, openFiles, requireColumn, type SourceColumn } from './readers/logSource';

/**
 * Builds `features_recomputed` from the file or the SELECT of `recomputed`: the rows of the log that have features
 * there, matched by request and item. Columns keep their names and become what a feature of the log with that name
 * becomes. What cannot be read is a check: the session then has no such table, and models that need it say so.
 */
export async function buildRecomputed(context: BuildContext): Promise<void> {
  const { recomputed } = context.loaded.inputs;
  if (recomputed.path.length === 0 && recomputed.sql === null) return;
  const checks = context.checks.length;
  await orUnread(
    context,
    () => build(context),
    async (fault) => {
      context.checks.length = checks;
      for (const table of ['features_recomputed', 'recomputed_rows']) await context.db.run(dropTable(table));
      add(context, 'recomputed_unread', 'The recomputed features cannot be read', 1, faultText(fault));
    },
  );
}

async function build(context: BuildContext): Promise<void> {
  const { db, signal } = context;
  const source = await openRecomputed(context);
  const { request, item } = idColumns(context, source);
  const features = await recomputedFeatures(context, source, [request.name, item.name]);
  context.step('Matching recomputed features');
  const ids = { request: idCell(request.name, request.type), item: idCell(item.name, item.type) };
  await db.run(createRecomputedRows(source.relation, ids, features), { signal });
  await db.run(createRecomputed(), { signal });
  const faults = (await db.readOne(countRecomputedFaults(source.relation), { signal }))!;
  const rowsOf = (count: unknown, sql: ReturnType<typeof missingRecomputed>) =>
    Number(count) > 0 ? db.readRows(sql, { signal }) : Promise.resolve([]);
  const missing = await rowsOf(faults.missing, missingRecomputed());
  const extra = await rowsOf(faults.extra, extraRecomputed());
  await db.run(dropTable('recomputed_rows'), { signal });
  const of = 'Recomputed rows';
  await checkNames(
    context,
    features.map(({ name }) => name),
  );
  add(
    context,
    'recomputed_missing',
    'Rows of the log without recomputed features',
    faults.missing,
    'They have no recomputed score.',
    missing,
  );
  add(context, 'recomputed_extra', `${of} that the log lacks`, faults.extra, 'They are left out.', extra);
  add(
    context,
    'recomputed_twice',
    `${of} of a pair that stands before`,
    faults.twice,
    'The first row of each request and item counts.',
  );
}

/** Names that only one side has may be two spellings of one feature. */
async function checkNames({ db, checks }: BuildContext, recomputed: readonly string[]): Promise<void> {
  const logged = (await db.readRows(tableColumns('features_logged'))).map(({ name }) => String(name));
  const only = logged.filter((name) => name !== 'row_id' && !recomputed.includes(name));
  const others = recomputed.filter((name) => !logged.includes(name));
  const rows = [
    ...only.map((feature) => ({ feature, only_in: 'log' })),
    ...others.map((feature) => ({ feature, only_in: 'recomputed' })),
  ];
  if (rows.length === 0) return;
  checks.push({
    id: 'recomputed_names',
    severity: 'notes',
    title: 'Features that stand only in the log, or only among the recomputed ones',
    count: rows.length,
    detail: 'A model that takes recomputed features takes the logged values where there are no others.',
    rows: rows.slice(0, 20),
  });
}

function add(
  { checks }: BuildContext,
  id: string,
  title: string,
  count: unknown,
  detail: string,
  rows: Check['rows'] = [],
): void {
  if (Number(count) > 0) checks.push({ id, severity: 'warns', title, count: Number(count), detail, rows });
}

async function openRecomputed(context: BuildContext): Promise<LogSource> {
  const { path, sql: file, tables } = context.loaded.inputs.recomputed;
  const { request, item } = context.loaded.case.log.columns;
  const ids = [request, item, 'request_id', 'item_id'].filter((each) => each !== undefined);
  if (file === null) {
    context.step('Reading recomputed features');
    return openFiles(context, path, 'auto', 'recomputed_source', ids);
  }
  const rows = await runCaseQuery(context, await queryFile('recomputed', file, tables));
  return openFiles(context, [rows], 'parquet', 'recomputed_source');
}

/** Request and item stand under the names of the log, or as `request_id` and `item_id`. */
function idColumns(context: BuildContext, { columns }: LogSource): Record<'request' | 'item', SourceColumn> {
  const { log } = context.loaded.case;
  if (!log.columns.request) {
    throw new RankscopeError({
      code: 'input',
      message: 'case.yaml, recomputed: the log has no request role to match by.',
      where: { file: context.loaded.file, path: 'recomputed' },
    });
  }
  const find = (role: 'request' | 'item') => {
    const own = columns.find((each) => each.name === log.columns[role]);
    return own ?? requireColumn(columns, `${role}_id`, { key: 'recomputed' });
  };
  return { request: find('request'), item: find('item') };
}

async function recomputedFeatures(
  context: BuildContext,
  source: LogSource,
  ids: readonly string[],
): Promise<NamedExpression[]> {
  const { features } = context.loaded.case;
  const nested = await nestedFeatures(withFeatures(context, presentParts(features, source)), source);
  const taken = new Set([...ids, 'row_id', ...nested.features.map((each) => each.name)]);
  const plain = source.columns.filter((each) => !taken.has(each.name) && typeClass(each.type) !== 'nested');
  return [
    ...plain.map(({ name, type }) => ({
      name,
      expression: featureExpression(quoteIdent(name), type, kindOf(features, name, type)),
    })),
    ...nested.features.map(({ name, expression }) => ({ name, expression })),
  ];
}

/** What `features` says of nested columns that the source has. */
function presentParts(features: ResolvedFeatures, { columns }: LogSource): ResolvedFeatures {
  const has = ({ column }: { column: string }) => columns.some((each) => each.name === column);
  const { structs, maps, arrays, lists } = features;
  return {
    ...features,
    structs: structs.filter((each) => has({ column: each }) || has({ column: each.split('.')[0]! })),
    maps: maps.filter(has),
    arrays: arrays.filter(has),
    lists: lists.filter(has),
  };
}

function withFeatures(context: BuildContext, features: ResolvedFeatures): BuildContext {
  const { loaded } = context;
  return { ...context, loaded: { ...loaded, case: { ...loaded.case, features } } };
}
