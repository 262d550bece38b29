import { RankscopeError } from '../../../shared/wire/errors';
import type { Scored } from '../scoring/modelRecord';
import { createFeatures, createImpressions, createRequests, createRunStage } from '../sql/ingest/impressions';
import { countJudgmentFaults, createJudgments, createNoJudgments, dropTwiceJudged } from '../sql/ingest/judgments';
import { createKeys } from '../sql/ingest/keys';
import { createOrdered, createRowOf, runTable } from '../sql/ingest/ordered';
import { countRows, keepOrder } from '../sql/ingest/readers';
import { renameRun, runHasTwins } from '../sql/ingest/scoreFiles';
import { dropTable } from '../sql/ingest/staging';
import type { BuildContext } from './buildContext';
import { checkJudgedGrades } from './checks/judgedGrades';
import { checkJudgments } from './checks/judgments';
import { runChecks } from './checks/runChecks';
import { resolveDuplicates } from './duplicates';
import { buildEntityTables } from './entityTables';
import { holdsTwins } from './holdsTwins';
import { buildItemSources, type ItemSources } from './itemSources';
import { labelColumns } from './labelColumns';
import { namingFile } from './readers/parquetSource';
import { readJudgments } from './readJudgments';
import { type ReadLog, readLog } from './readLog';
import { buildRecomputed } from './recomputed';
import { readScoreFiles } from './scoreFiles';
import { readTrainingPredictions } from './trainingPredictions';
import { buildTrecTables } from './trec/buildTrecTables';

/** What scoring needs to know of the tables that were built. */
export interface BuiltTables {
  log: ReadLog | null;
  union: boolean;
  /** Models whose `scores_<n>` are written already, by number. */
  scored: Map<number, Scored>;
  /** Rows with a positive grade by label, where they are known already. */
  positives?: ReadonlyMap<string, number>;
  /** Why a score file or training predictions could not be read, by model number. */
  stageErrors: Map<number, string>;
  itemSources: ItemSources;
}

/**
 * Builds `impressions`, `requests`, `features_logged` and `judgments` in the build database, and leaves the rows of
 * score files and runs in `stage_run_<n>` for scoring.
 */
export async function buildTables(context: BuildContext): Promise<BuiltTables> {
  const trec = await buildTrecTables(context);
  if (trec) {
    await checkJudgedGrades(context);
    await readTrainingPredictions(context, trec.stageErrors);
    return trec;
  }
  const { db, loaded, signal } = context;
  await db.run(keepOrder(false), { signal });
  const union = loaded.case.log.rows === 'union';
  const log = await readLog(context);
  const runs = await readScoreFiles(context, union ? runTable : stageName);
  const judgments = await readJudgments(context);
  const unionRuns = union ? runs.staged : [];
  if (!log && unionRuns.length === 0) throw noRowsAtAll(runs.errors);
  await numberIds(context, log !== null, unionRuns, judgments);
  await buildJudgments(context, judgments);
  await buildOrdered(context, log, unionRuns, judgments);
  await db.run(keepOrder(true), { signal });
  await resolveDuplicates(context, log);
  await buildImpressions(context, log, judgments);
  if (union) await stageUnionRuns(context, unionRuns, log !== null);
  if (log) await db.run(createRowOf(), { signal });
  // What is not needed any more makes room for the widest sort of the build.
  for (const table of ['ordered', 'log_rows', 'item_keys', 'request_keys']) await db.run(dropTable(table), { signal });
  await db.run(keepOrder(false), { signal });
  await buildFeatures(context, log);
  if (log) await buildRecomputed(context);
  if (log) await runChecks(context, log);
  await buildEntityTables(context, log && { hasUser: log.plan.impressions.some((each) => each.role === 'user') });
  const itemSources = await buildItemSources(context);
  await readTrainingPredictions(context, runs.errors);
  // Scoring writes its tables in `row_id` order and reads them back that way.
  await db.run(keepOrder(true), { signal });
  return { log, union, scored: new Map(), stageErrors: runs.errors, itemSources };
}

function stageName(n: number): string {
  return `stage_run_${n}`;
}

function noRowsAtAll(errors: ReadonlyMap<number, string>): RankscopeError {
  const [reason] = errors.values();
  return new RankscopeError({ code: 'input', message: reason ?? 'The case has no rows: neither a log nor a run.' });
}

async function numberIds(
  context: BuildContext,
  log: boolean,
  runs: readonly number[],
  judgments: boolean,
): Promise<void> {
  const { db, signal } = context;
  context.step('Numbering requests and items');
  const tables = [...(log ? ['log_rows'] : []), ...runs.map(runTable)];
  await db.run(createKeys('request_keys', 'request_id', tables), { signal });
  await db.run(createKeys('item_keys', 'item_id', judgments ? [...tables, 'judged'] : tables), { signal });
}

async function buildJudgments(context: BuildContext, judgments: boolean): Promise<void> {
  const { db, signal } = context;
  if (!judgments) {
    await db.run(createNoJudgments(), { signal });
    return;
  }
  await db.run(createJudgments(), { signal });
  const faults = (await db.readOne(countJudgmentFaults(), { signal }))!;
  if (Number(faults.twice) > 0) {
    await db.run(keepOrder(true), { signal });
    await db.run(dropTwiceJudged(), { signal });
    await db.run(keepOrder(false), { signal });
  }
  checkJudgments(context, faults);
  await checkJudgedGrades(context);
  await db.run(dropTable('judged'), { signal });
}

async function buildOrdered(
  context: BuildContext,
  log: ReadLog | null,
  runs: readonly number[],
  judgments: boolean,
): Promise<void> {
  context.step('Sorting rows by request');
  const position = log?.plan.impressions.some((each) => each.role === 'position') ?? false;
  const keep = context.loaded.case.log.duplicates === 'last' ? 'last' : 'first';
  await context.db.run(createOrdered({ log: log && { position }, runs, judgments, keep }), { signal: context.signal });
}

async function buildImpressions(context: BuildContext, log: ReadLog | null, judgments: boolean): Promise<void> {
  const { db, signal, counts, loaded } = context;
  context.step('Writing impressions');
  const columns = (log?.plan.impressions ?? []).map((each) => each.name).filter((name) => !name.startsWith('rs:'));
  const labels = labelColumns(loaded.case, { columns: new Set(columns), judgments, hasLog: log !== null });
  await db.run(createImpressions({ columns, labels, hasLog: log !== null }), { signal });
  const hasPosition = columns.includes('position');
  const perRequest = ['query', 'surface', 'user_id', 'time'].filter((name) => columns.includes(name));
  await db.run(createRequests(perRequest, hasPosition), { signal });
  counts.rows = Number((await db.readOne(countRows('impressions')))?.rows);
  counts.requests = Number((await db.readOne(countRows('requests')))?.rows);
  const unshown = hasPosition ? await db.readOne(countRows('impressions WHERE position IS NULL AND in_log')) : null;
  counts.rowsNotShown = Number(unshown?.rows ?? 0);
}

// A run that holds a pair twice keeps its own rows, so that scoring can name them.
async function stageUnionRuns(context: BuildContext, runs: readonly number[], hasLog: boolean): Promise<void> {
  const { db, signal } = context;
  for (const n of runs) {
    const alone = runs.length === 1 && !hasLog;
    const twins = alone ? await holdsTwins(context) : (await db.readOne(runHasTwins(runTable(n)), { signal }))?.twins;
    if (twins) await db.run(renameRun(runTable(n), stageName(n)), { signal });
    else await db.run(createRunStage(n), { signal });
    await db.run(dropTable(runTable(n)), { signal });
  }
}

async function buildFeatures(context: BuildContext, log: ReadLog | null): Promise<void> {
  context.step('Writing features');
  const features = (log?.plan.features ?? []).map(({ name, expression }) => ({ name, expression }));
  const { db, signal, loaded } = context;
  const create = createFeatures(log?.source.relation ?? null, features);
  await namingFile(loaded.inputs.log, () => db.run(create, { signal }));
  await db.run(dropTable('row_of'), { signal });
}
