import { stat } from 'node:fs/promises';
import type { ResolvedCase } from '../../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../../shared/wire/errors';
import { createFeatures } from '../../sql/ingest/impressions';
import { createNoJudgments } from '../../sql/ingest/judgments';
import { type BuildContext, refuseRows } from '../buildContext';
import type { BuiltTables } from '../buildTables';
import { checkJudgments } from '../checks/judgments';
import { noItemSources } from '../itemSources';
import { judgmentFormat } from '../readJudgments';
import type { RefusedRow } from '../refusedRow';
import { isScoreFile } from '../scoreFiles';
import { IdTable } from './idTable';
import { scanTrec } from './scanTrec';
import { judgmentTable, orderJudgments, type TrecJudgments } from './trecJudgments';
import { qrelsShape, runShape, type TrecRows } from './trecLines';
import { type MergedRows, mergeRows, type NumberedIds, numberIds } from './trecOrder';
import { scoredRuns, writeImpressions, writeRequests, writeScores } from './writeTables';

/** Larger inputs are left to the database, which spills to disk. */
const maxBytes = 512 * 2 ** 20;

interface TrecInput {
  ids: { requests: IdTable; items: IdTable };
  /** By model number. */
  runs: Map<number, TrecRows>;
  judged: TrecRows | null;
  refused: RefusedRow[];
}

/** Everything that the tables of a TREC case hold, in their order. */
export interface TrecCase {
  tables: { requests: IdTable; items: IdTable };
  numbers: NumberedIds;
  /** Numbers of the models, as `rows.files`. */
  models: number[];
  rows: MergedRows;
  judgments: TrecJudgments | null;
}

/**
 * Reads a case that consists of TREC runs and qrels alone into typed arrays; null when the case is of another kind, too
 * large, or holds a run that cannot be read or names a pair twice: `buildTables` then does it and says so.
 */
export async function readTrecCase(context: BuildContext): Promise<TrecCase | null> {
  if (!(await isTrecCase(context))) return null;
  const input = await readInput(context);
  if (!input) return null;
  const files = [...input.runs.values()];
  context.step('Numbering requests and items');
  const numbers = numberIds(input.ids, files);
  const rows = mergeRows(files, numbers);
  if (!rows || rows.rows === 0) return null;
  refuseRows(context, input.refused);
  const judgments = input.judged && orderJudgments(input.judged, numbers);
  if (judgments) checkJudgments(context, judgments.faults);
  context.counts.rows = rows.rows;
  context.counts.requests = numbers.inRuns;
  return { tables: input.ids, numbers, models: [...input.runs.keys()], rows, judgments };
}

/** The tables of a TREC case; null where `readTrecCase` gives null. */
export async function buildTrecTables(context: BuildContext): Promise<BuiltTables | null> {
  const read = await readTrecCase(context);
  if (!read) return null;
  const { db, signal } = context;
  context.step('Writing impressions');
  await writeRequests(context, read);
  await writeImpressions(context, read);
  await db.run(createNoJudgments());
  if (read.judgments) {
    await db.append('judgments', judgmentTable(read.judgments, read.numbers, read.tables), { signal });
  }
  await db.run(createFeatures(null, []));
  await writeScores(context, read);
  return { log: null, union: true, scored: scoredRuns(read), stageErrors: new Map(), itemSources: noItemSources };
}

async function isTrecCase({ loaded }: BuildContext): Promise<boolean> {
  const { case: resolved, inputs } = loaded;
  const runs = resolved.models.filter(isScoreFile);
  if (inputs.log.length > 0 || resolved.log.rows !== 'union' || runs.length === 0) return false;
  if (runs.some((model) => model.kind !== 'trec') || readsMore(resolved)) return false;
  const { judgments } = inputs;
  if (judgments !== null && (await judgmentFormat(resolved.judgments!, judgments)) !== 'trec') return false;
  const files = [...inputs.models.map((each) => each?.file ?? null), judgments].filter((file) => file !== null);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size * (file.endsWith('.gz') ? 8 : 1)));
  return sizes.reduce((sum, size) => sum + size, 0) <= maxBytes;
}

function readsMore({ items, users, novelty, written }: ResolvedCase): boolean {
  const { embeddings, catalog, changes } = written;
  return [items, users, novelty, embeddings, catalog, changes].some((each) => each !== null && each !== undefined);
}

async function readInput(context: BuildContext): Promise<TrecInput | null> {
  try {
    return await scanAll(context);
  } catch (error) {
    if (error instanceof RankscopeError && error.code === 'input') return null;
    throw error;
  }
}

async function scanAll(context: BuildContext): Promise<TrecInput> {
  const { loaded, signal } = context;
  const ids = { requests: new IdTable(), items: new IdTable() };
  const input: TrecInput = { ids, runs: new Map(), judged: null, refused: [] };
  for (const [index, model] of loaded.case.models.entries()) {
    if (model.kind !== 'trec') continue;
    context.step(`Reading ${model.name}`);
    const { rows, refused } = await scanTrec(loaded.inputs.models[index]!.file, runShape, { ids, signal });
    input.runs.set(index + 1, rows);
    input.refused.push(...refused);
  }
  const file = loaded.inputs.judgments;
  if (file === null) return input;
  context.step('Reading the judgments');
  const { rows, refused } = await scanTrec(file, qrelsShape, { ids, signal });
  input.judged = rows;
  input.refused.push(...refused);
  return input;
}
