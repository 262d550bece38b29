import { stat } from 'node:fs/promises';
import { toWireError } from '../../../../shared/wire/errors';
import type { Column, Table } from '../../../../shared/wire/table';
import { nothingScored, type Scored } from '../../scoring/modelRecord';
import { createFeatures } from '../../sql/ingest/impressions';
import { createNoJudgments } from '../../sql/ingest/judgments';
import { createTrecImpressions, createTrecRequests } from '../../sql/ingest/trecTables';
import { createScores, scoresTable } from '../../sql/scoring/scoreTables';
import { type BuildContext, refuseRows } from '../buildContext';
import type { BuiltTables } from '../buildTables';
import { checkJudgments } from '../checks/judgments';
import { judgmentFormat } from '../readJudgments';
import type { RefusedRow } from '../refusedRow';
import { isScoreFile } from '../scoreFiles';
import { bitmap, idColumn } from './columns';
import { IdTable } from './idTable';
import { scanTrec } from './scanTrec';
import { gradesOf, judgmentTable, orderJudgments, type TrecJudgments } from './trecJudgments';
import { qrelsShape, runShape, type TrecRows } from './trecLines';
import { type MergedRows, mergeRows, type NumberedIds, numberIds } from './trecOrder';

/** Larger inputs are left to the database, which spills to disk. */
const maxBytes = 512 * 2 ** 20;

interface TrecInput {
  ids: { requests: IdTable; items: IdTable };
  /** By model number. */
  runs: Map<number, TrecRows>;
  errors: Map<number, string>;
  judged: TrecRows | null;
  refused: RefusedRow[];
}

/**
 * The tables of a case that consists of TREC runs and qrels alone, built from typed arrays; null when the case is of
 * another kind, too large, or holds a run that names a pair twice, so that `buildTables` has to do it.
 */
export async function buildTrecTables(context: BuildContext): Promise<BuiltTables | null> {
  if (!(await isTrecCase(context))) return null;
  const input = await readInput(context);
  const files = [...input.runs.values()];
  context.step('Numbering requests and items');
  const ids = numberIds(input.ids, files);
  const rows = mergeRows(files, ids);
  if (!rows || rows.rows === 0) return null;
  refuseRows(context, input.refused);
  context.step('Writing impressions');
  const judgments = input.judged && orderJudgments(input.judged, ids);
  if (judgments) checkJudgments(context, judgments.faults);
  await writeImpressions(context, input, ids, rows, judgments);
  await writeRequests(context, input, ids, rows);
  await context.db.run(createNoJudgments());
  if (judgments)
    await context.db.append('judgments', judgmentTable(judgments, ids, input.ids), { signal: context.signal });
  await context.db.run(createFeatures(null, []));
  const scored = await writeScores(context, [...input.runs.keys()], rows);
  return { log: null, union: true, scored, stageErrors: input.errors };
}

async function isTrecCase({ loaded }: BuildContext): Promise<boolean> {
  const { case: resolved, inputs } = loaded;
  const runs = resolved.models.filter(isScoreFile);
  if (inputs.log.length > 0 || resolved.log.rows !== 'union' || runs.length === 0) return false;
  if (runs.some((model) => model.kind !== 'trec')) return false;
  const { judgments } = inputs;
  if (judgments !== null && (await judgmentFormat(resolved.judgments!, judgments)) !== 'trec') return false;
  const files = [...inputs.models.map((each) => each?.file ?? null), judgments].filter((file) => file !== null);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size * (file.endsWith('.gz') ? 8 : 1)));
  return sizes.reduce((sum, size) => sum + size, 0) <= maxBytes;
}

async function readInput(context: BuildContext): Promise<TrecInput> {
  const { loaded, signal } = context;
  const ids = { requests: new IdTable(), items: new IdTable() };
  const input: TrecInput = { ids, runs: new Map(), errors: new Map(), judged: null, refused: [] };
  for (const [index, model] of loaded.case.models.entries()) {
    if (model.kind !== 'trec') continue;
    context.step(`Reading ${model.name}`);
    try {
      const { rows, refused } = await scanTrec(loaded.inputs.models[index]!.file, runShape, { ids, signal });
      input.runs.set(index + 1, rows);
      input.refused.push(...refused);
    } catch (error) {
      const { code, message, hint } = toWireError(error);
      if (code !== 'input') throw error;
      input.errors.set(index + 1, hint ? `${message} ${hint}` : message);
    }
  }
  const file = loaded.inputs.judgments;
  if (file === null) return input;
  context.step('Reading the judgments');
  const { rows, refused } = await scanTrec(file, qrelsShape, { ids, signal });
  input.judged = rows;
  input.refused.push(...refused);
  return input;
}

async function writeImpressions(
  context: BuildContext,
  { ids: tables, judged }: TrecInput,
  ids: NumberedIds,
  merged: MergedRows,
  judgments: TrecJudgments | null,
): Promise<void> {
  const { db, loaded, counts, signal } = context;
  const { rows, request, item } = merged;
  const grades = gradesOf(merged, judgments);
  const nothing = { data: new Float64Array(rows), valid: bitmap(rows) };
  const labels = loaded.case.labels.map(({ name, kind }) => ({
    name: `label:${name}`,
    type: 'f64' as const,
    ...(kind === 'relevance' && judged ? grades : nothing),
  }));
  const table: Table = {
    rows,
    columns: [
      { name: 'row_id', type: 'i32', data: firstNumbers(rows) },
      { name: 'request_index', type: 'i32', data: request },
      { name: 'item_key', type: 'i32', data: item },
      idColumn('request_id', request, ids.requests, tables.requests),
      idColumn('item_id', item, ids.items, tables.items),
      { name: 'position', type: 'i32', data: new Int32Array(rows), valid: bitmap(rows) },
      ...labels,
      { name: 'in_log', type: 'bool', data: new Uint8Array(rows) },
    ],
  };
  await db.run(createTrecImpressions(labels.map((each) => each.name)));
  await db.append('impressions', table, { signal });
  counts.rows = rows;
}

async function writeRequests(
  { db, counts, signal }: BuildContext,
  { ids: tables }: TrecInput,
  ids: NumberedIds,
  { rows, request }: MergedRows,
): Promise<void> {
  const index = firstNumbers(ids.inRuns);
  const lengths = new Int32Array(ids.inRuns);
  for (let row = 0; row < rows; row++) lengths[request[row]!]! += 1;
  const first = new Int32Array(ids.inRuns);
  for (let i = 1; i < ids.inRuns; i++) first[i] = first[i - 1]! + lengths[i - 1]!;
  await db.run(createTrecRequests());
  const columns: Column[] = [
    { name: 'request_index', type: 'i32', data: index },
    idColumn('request_id', index, ids.requests, tables.requests),
    { name: 'first_row', type: 'i32', data: first },
    { name: 'rows', type: 'i32', data: lengths },
    { name: 'rows_shown', type: 'i32', data: lengths },
  ];
  await db.append('requests', { rows: ids.inRuns, columns }, { signal });
  counts.requests = ids.inRuns;
}

/** `scores_<n>` of every run, as scoring would make them: a score that is NaN or infinite is missing. */
async function writeScores(
  { db, signal }: BuildContext,
  numbers: readonly number[],
  { files }: MergedRows,
): Promise<Map<number, Scored>> {
  const scored = new Map<number, Scored>();
  for (const [i, n] of numbers.entries()) {
    const { row, value } = files[i]!;
    const rows = row.length;
    const { valid, missing } = finiteOnes(value);
    const score: Column = { name: 'score', type: 'f64', data: value, ...(valid && { valid }) };
    await db.run(createScores(n));
    await db.append(scoresTable(n), { rows, columns: [{ name: 'row_id', type: 'i32', data: row }, score] }, { signal });
    scored.set(n, { ...nothingScored, scoredRows: rows - missing, missingRows: missing, nonFiniteRows: missing });
  }
  return scored;
}

function finiteOnes(values: Float64Array): { valid: Uint8Array | null; missing: number } {
  let missing = 0;
  for (const value of values) if (!Number.isFinite(value)) missing += 1;
  if (missing === 0) return { valid: null, missing };
  const valid = bitmap(values.length);
  values.forEach((value, i) => {
    if (Number.isFinite(value)) valid[i >> 3]! |= 1 << (i & 7);
  });
  return { valid, missing };
}

function firstNumbers(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}
