import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { version } from '../../../shared/version';
import type { LoadedCase } from '../case/loadCase';
import type { Connection } from '../db/connection';
import type { Database } from '../db/database';
import { lazyDatabase } from '../db/lazyDatabase';
import { openLoader } from '../db/open';
import type { OpenOptions } from '../db/openOptions';
import type { BuildContext } from '../ingest/buildContext';
import { type BuiltTables, buildTables } from '../ingest/buildTables';
import { checkModelScores } from '../ingest/checks/modelScores';
import { holdTrecCase } from '../ingest/trec/holdTrecCase';
import { removePartialScores } from '../scoring/partialScores';
import { scoreModels } from '../scoring/scoreModels';
import { checkpoint, closeAccess, writeMetaTable } from '../sql/ingest/metaTables';
import { dropTable } from '../sql/ingest/staging';
import { describeTables } from './describeTables';
import { FormerScores } from './formerScores';
import { InputPrints } from './inputPrints';
import { sessionFormat } from './sessionFormat';
import type { SessionMeta, SessionModel } from './sessionMeta';
import { tableFiles, tablesKey } from './tablesKey';
import { buildingFile, removeBuild, WorkFolder } from './workFolder';

export interface BuildControl {
  signal?: AbortSignal;
  /** `total` is null while the end is not known. */
  progress?: (done: number, total: number | null, text: string) => void;
}

export interface BuildOptions {
  loaded: LoadedCase;
  /** Where the session goes; null builds in memory. */
  file: string | null;
  /** A build in memory may hold its rows in typed arrays and make tables when something needs them. */
  lazyTables?: boolean;
  /** A folder that stays from build to build. */
  sessionDir: string;
  open?: OpenOptions;
  /** Scores anew what the session that is replaced holds already. */
  anew?: boolean;
}

export interface BuiltSession {
  meta: SessionMeta;
  models: SessionModel[];
  /** The database of a build in memory, closed to the file system; null when it went to a file. */
  database: Database | null;
}

/**
 * Builds a session. All or nothing: a file appears under its name only when it is complete, and a former one stays as
 * it is until then. Inputs are never written. Rejects with `cancelled` when the signal says so.
 */
export async function buildSession(options: BuildOptions, control: BuildControl = {}): Promise<BuiltSession> {
  const { file, sessionDir } = options;
  await mkdir(sessionDir, { recursive: true });
  if (file !== null) return buildFile(options, file, control);
  return (options.lazyTables ? await holdRowsOf(options, control) : null) ?? buildInMemory(options, control);
}

async function buildInMemory(options: BuildOptions, control: BuildControl): Promise<BuiltSession> {
  const database = await openLoader(null, options.open);
  try {
    const built = await fill(options, database, control);
    for (const sql of closeAccess) await database.run(sql);
    await removePartialScores(options.sessionDir);
    return { ...built, database };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A session whose rows stay in typed arrays; its tables are built when something asks for them. Null: not this case. */
async function holdRowsOf(options: BuildOptions, control: BuildControl): Promise<BuiltSession | null> {
  const quiet = { signal: control.signal };
  const database = lazyDatabase(async () => (await buildInMemory(options, quiet)).database!);
  const work = new WorkFolder(null);
  const db = await database.connect();
  try {
    const context = newContext(options, db, work, control);
    const prints = new InputPrints(options.loaded, control.signal);
    const tables = await holdTrecCase(context, database);
    return tables && { ...(await describe(options, context, tables, prints, control)), database };
  } finally {
    await db.close();
    await work.remove();
  }
}

async function buildFile(options: BuildOptions, file: string, control: BuildControl): Promise<BuiltSession> {
  const part = buildingFile(file);
  await mkdir(path.dirname(file), { recursive: true });
  await removeBuild(part);
  try {
    const database = await openLoader(part, options.open);
    let built: Omit<BuiltSession, 'database'>;
    try {
      built = await fill(options, database, control);
      await database.run(checkpoint, { signal: control.signal });
    } finally {
      await database.close();
    }
    control.signal?.throwIfAborted();
    await rm(`${file}.wal`, { force: true });
    await rename(part, file);
    await removePartialScores(options.sessionDir);
    return { ...built, database: null };
  } finally {
    await removeBuild(part);
  }
}

async function fill(
  options: BuildOptions,
  database: Database,
  control: BuildControl,
): Promise<Omit<BuiltSession, 'database'>> {
  const work = new WorkFolder(options.file === null ? null : buildingFile(options.file));
  const db = await database.connect();
  try {
    const context = newContext(options, db, work, control);
    const prints = new InputPrints(options.loaded, control.signal);
    const built = await describe(options, context, await buildTables(context), prints, control);
    await writeMeta(db, built.meta, built.models, context);
    return built;
  } finally {
    await db.close();
    await work.remove();
  }
}

/** Scores the models and says what the session holds. */
async function describe(
  options: BuildOptions,
  context: BuildContext,
  tables: BuiltTables,
  prints: InputPrints,
  control: BuildControl,
): Promise<Omit<BuiltSession, 'database'>> {
  const models = await score(options, context, tables, prints, control);
  context.step('Writing the summary');
  const inputs = await prints.finish(models, control.signal);
  const meta = { ...(await describeTables(context, tables)), ...identity(options.loaded), inputs };
  return { meta, models };
}

function newContext({ loaded }: BuildOptions, db: Connection, work: WorkFolder, control: BuildControl): BuildContext {
  let steps = 0;
  return {
    db,
    loaded,
    signal: control.signal,
    step(text) {
      control.signal?.throwIfAborted();
      control.progress?.(steps, null, text);
      steps += 1;
    },
    workFile: (suffix) => work.file(suffix),
    refused: [],
    refusedCount: 0,
    checks: [],
    warnings: [],
    counts: { rows: 0, requests: 0, excludedRows: 0, logRows: 0, rowsNotShown: 0 },
  };
}

async function score(
  options: BuildOptions,
  context: BuildContext,
  tables: BuiltTables,
  prints: InputPrints,
  control: BuildControl,
): Promise<SessionModel[]> {
  const { loaded, sessionDir, file, anew } = options;
  const former = file === null || anew ? null : new FormerScores(file, options.open);
  const records = await scoreModels({
    former,
    db: context.db,
    case: loaded.case,
    folder: loaded.folder,
    sessionDir,
    union: tables.union,
    ...(!tables.union && { tablesKey: tablesKey(loaded, await prints.of(tableFiles(loaded))) }),
    scored: tables.scored,
    hashes: prints.modelHashes,
    training: loaded.inputs.training,
    stageErrors: tables.stageErrors,
    signal: control.signal,
    progress: control.progress,
  }).finally(() => former?.close());
  const staged = records.filter(({ n }) => !tables.scored.has(n));
  for (const { n } of staged) await context.db.run(dropTable(`stage_run_${n}`));
  checkModelScores(context, records);
  for (const { path: key, value, reason } of loaded.case.defaults) {
    if (/^models\[\d+\]\.blend$/.test(key)) context.warnings.push(`${key}: ${value}, because ${reason}.`);
  }
  return records.map((record, index) => ({ ...record, served: loaded.case.models[index]?.served !== null }));
}

function identity(loaded: LoadedCase) {
  return {
    format: sessionFormat,
    product: version,
    folder: loaded.folder,
    caseFile: loaded.file,
    caseSha256: createHash('sha256').update(loaded.text).digest('hex'),
    case: loaded.case,
  };
}

async function writeMeta(
  db: Connection,
  meta: SessionMeta,
  models: readonly SessionModel[],
  context: BuildContext,
): Promise<void> {
  const modelRows = models.map((model) => ({
    n: model.n,
    name: model.name,
    kind: model.kind,
    file: model.file,
    file_sha256: model.fileSha256,
    key: model.key,
    state: model.state,
    reason: model.reason,
    scored_rows: model.scoredRows,
    missing_rows: model.missingRows,
    extra_rows: model.extraRows,
    non_finite_rows: model.nonFiniteRows,
    features: JSON.stringify(model.features),
    output: model.output,
    objectives: JSON.stringify(model.heads),
    served: model.served,
  }));
  const entries = [
    { key: 'format', value: String(meta.format) },
    { key: 'product', value: meta.product },
    { key: 'session', value: JSON.stringify(meta) },
    { key: 'models', value: JSON.stringify(models) },
  ];
  const checks = meta.checks.map((each) => ({ ...each, rows: JSON.stringify(each.rows) }));
  const { embeddings } = meta.itemSources;
  const statements = [
    ...writeMetaTable('refused_rows', context.refused),
    ...writeMetaTable('checks', checks),
    ...writeMetaTable('models', modelRows),
    ...(embeddings.length > 0 ? writeMetaTable('embeddings', embeddings) : []),
    ...writeMetaTable('meta', entries),
  ];
  for (const sql of statements) await db.run(sql);
}
