import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { cancelledError } from '../../../shared/wire/errors';
import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { createScores, featurePage, featureRange, tableColumns } from '../sql/scoring/scoreTables';
import { fillMatrix } from './fillMatrix';
import { nothingScored, type Scored } from './modelRecord';
import type { BatchInput, ModelRuntime } from './modelRuntime';
import { type ModelPlan, planModel } from './planModel';
import { type PlannedOutput, planOutput } from './planOutput';

/** `done` and `total` count rows of the log. */
export type RowProgress = (done: number, total: number) => void;

/** One output of a model and the table (row_id, score) that it is written to. */
export interface ScoreTarget {
  table: string;
  /** As `output:` of case.yaml; null = the only one that can be the score. */
  output: string | null;
}

interface Limits {
  signal?: AbortSignal;
  progress?: RowProgress;
  /** Rows of one call of the model. */
  batchRows?: number;
}

const defaultBatchRows = 8192;
const batchesPerPage = 8;
/** Values of one page of features: bounds memory whatever the number of features. */
const pageValues = 16_000_000;

/**
 * Scores every row of the log with a model file and writes the table of each target page by page, so that memory does
 * not depend on the number of rows: a page of feature columns is read by a range of `row_id`, interleaved into a matrix
 * for each batch, scored once for all targets, and appended. Cancelling takes effect between batches. `loaded` is
 * called after the first batch. The result is in the order of `targets`.
 */
export async function scoreFeatures(
  db: Queries,
  runtime: ModelRuntime,
  file: string,
  model: ResolvedModel,
  targets: readonly ScoreTarget[],
  limits: Limits & { loaded?: () => Promise<void> } = {},
): Promise<Scored[]> {
  const { handle, signature } = await runtime.load(file);
  try {
    const log = (await db.readRows(tableColumns('features_logged'))).map(({ name, type }) => ({
      name: String(name),
      type: String(type),
    }));
    const features = log.filter(({ name }) => name !== 'row_id');
    const plan = planModel(signature, model, features);
    const outputs = targets.map(({ output }) => planOutput(signature, output));
    for (const { table } of targets) await db.run(createScores(table), { signal: limits.signal });
    const counts = await scorePages({ db, runtime, handle, plan, outputs, targets, model, limits });
    return outputs.map(({ tensor, column }, index) => ({
      ...nothingScored,
      ...counts[index]!,
      features: plan.features,
      output: column === null ? tensor : `${tensor}[${column}]`,
    }));
  } finally {
    await runtime.release(handle);
  }
}

type RowCounts = Pick<Scored, 'scoredRows' | 'missingRows' | 'nonFiniteRows'>;

interface Scoring {
  db: Queries;
  runtime: ModelRuntime;
  handle: number;
  plan: ModelPlan;
  outputs: readonly PlannedOutput[];
  targets: readonly ScoreTarget[];
  model: ResolvedModel;
  limits: Limits & { loaded?: () => Promise<void> };
}

async function scorePages(scoring: Scoring): Promise<RowCounts[]> {
  const { db, plan, targets, limits } = scoring;
  const { signal, progress, batchRows = defaultBatchRows } = limits;
  const columns = [...new Set(plan.features)];
  const widest = Math.max(1, Math.floor(pageValues / columns.length));
  const batch = Math.min(batchRows, widest);
  const page = Math.min(batch * batchesPerPage, widest);
  const { rows, first, last } = (await db.readOne(featureRange(), { signal }))!;
  const counts = targets.map((): RowCounts => ({ scoredRows: 0, missingRows: 0, nonFiniteRows: 0 }));
  let done = 0;
  for (let from = Number(first); from < Number(last); from += page) {
    const table = await db.read(featurePage(columns, from, Math.min(from + page, Number(last))), { signal });
    const scores = await scorePage(scoring, table, batch, (scored) => progress?.(done + scored, Number(rows)));
    for (const [index, { table: name }] of targets.entries()) {
      await db.append(name, scoresPage(table, scores[index]!, counts[index]!), { signal });
    }
    done += table.rows;
  }
  return counts;
}

/** The values of every output for the rows of a page. */
async function scorePage(
  { runtime, handle, plan, outputs, model, limits }: Scoring,
  table: Table,
  batch: number,
  progress: (rows: number) => void,
): Promise<Float64Array[]> {
  const missing = renamed(model);
  const scores = outputs.map(() => new Float64Array(table.rows));
  for (let start = 0; start < table.rows; start += batch) {
    if (limits.signal?.aborted) throw cancelledError();
    const range = { start, rows: Math.min(batch, table.rows - start) };
    const inputs = batchInputs(plan, table, range, missing);
    const taken = await runtime.run(handle, { rows: range.rows, inputs, fixedRows: plan.fixedRows, outputs });
    taken.forEach((values, index) => {
      scores[index]!.set(values, start);
    });
    await limits.loaded?.();
    progress(start + range.rows);
  }
  return scores;
}

/** The case names missing values by the log's feature or by its name in the file. */
function renamed({ missing, rename }: ResolvedModel): Record<string, number> {
  return Object.fromEntries(Object.entries(missing).map(([name, value]) => [rename[name] ?? name, value]));
}

function batchInputs(
  plan: ModelPlan,
  table: Table,
  range: { start: number; rows: number },
  missing: Record<string, number>,
): BatchInput[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return plan.inputs.map(({ name, type, rank, columns }) => {
    const values = columns.map((column) => byName.get(column)!);
    return { name, type, rank, width: columns.length, data: fillMatrix(values, range, type, missing) };
  });
}

/** A page to append: a score that is not finite becomes null and is counted. */
function scoresPage(table: Table, scores: Float64Array, counts: RowCounts): Table {
  const rowIds = table.columns[0] as Extract<Column, { type: 'i32' }>;
  const valid = new Uint8Array((table.rows + 7) >> 3);
  let finite = 0;
  scores.forEach((score, row) => {
    if (!Number.isFinite(score)) return;
    valid[row >> 3]! |= 1 << (row & 7);
    finite++;
  });
  counts.scoredRows += finite;
  counts.missingRows += table.rows - finite;
  counts.nonFiniteRows += table.rows - finite;
  return {
    rows: table.rows,
    columns: [
      { name: 'row_id', type: 'i32', data: rowIds.data },
      { name: 'score', type: 'f64', data: scores, ...(finite < table.rows && { valid }) },
    ],
  };
}
