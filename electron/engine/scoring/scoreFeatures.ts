import type { ResolvedFeatures, ResolvedModel } from '../../../shared/case/resolvedCase';
import type { Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { createScores } from '../sql/scoring/scoreTables';
import { needsRequests, scorePage } from './batches';
import { featureColumns } from './featureColumns';
import { logRange, pageRange, readFeaturePage } from './featurePages';
import { nothingScored, type Scored } from './modelRecord';
import type { ModelRuntime } from './modelRuntime';
import type { PartialScores, ScoredPage } from './partialScores';
import { type ModelPlan, planModel } from './planModel';
import { planOutput } from './planOutput';

/** `done` and `total` count rows of the log. */
export type RowProgress = (done: number, total: number) => void;

/** One output of a model and the table (row_id, score) that it is written to. */
export interface ScoreTarget {
  table: string;
  /** As `output:` of case.yaml; null = the only one that can be the score. */
  output: string | null;
  /** What messages call it; absent: the model. */
  subject?: string;
}

export interface ScoringControl {
  signal?: AbortSignal;
  progress?: RowProgress;
  /** Rows of one call of the model. */
  batchRows?: number;
  /** `features.lists` of the case: what pads a list. */
  lists?: ResolvedFeatures['lists'];
  /** Pages of an earlier scoring with the same key, taken up and added to. */
  kept?: PartialScores | null;
  /** Called after each page that is kept. */
  pageKept?: () => Promise<void>;
}

const defaultBatchRows = 8192;
const batchesPerPage = 8;
/** Values of one page of features: bounds memory whatever the number of features. */
const pageValues = 16_000_000;

/**
 * Scores every row of the log with a model file and writes the table of each target page by page, so that memory does
 * not depend on the number of rows: a page of feature columns is read by a range of `row_id`, interleaved into a matrix
 * for each batch, scored once for all targets, and appended. Cancelling takes effect between batches. Pages have the
 * same bounds and batches however often a scoring is taken up again, so the scores are the same to the bit. The result
 * is in the order of `targets`.
 */
export async function scoreFeatures(
  db: Queries,
  runtime: ModelRuntime,
  file: string,
  model: ResolvedModel,
  targets: readonly ScoreTarget[],
  control: ScoringControl = {},
): Promise<Scored[]> {
  const { handle, signature } = await runtime.load(file);
  try {
    const features = await featureColumns(db, model.featuresFrom, control.lists ?? []);
    const plan = planModel(signature, model, features.columns);
    const outputs = targets.map(({ output, subject }) => planOutput(signature, output, subject));
    for (const { table } of targets) await db.run(createScores(table), { signal: control.signal });
    const counts = targets.map((): RowCounts => ({ scoredRows: 0, missingRows: 0, nonFiniteRows: 0 }));
    const cells = [...new Map(plan.inputs.flatMap((input) => input.cells).map((cell) => [cell.key, cell])).values()];
    const { signal } = control;
    const layout = pageLayout(plan, cells.length, control.batchRows);
    const read = (range: Parameters<typeof readFeaturePage>[3]) => readFeaturePage(db, features, cells, range, signal);
    await eachPage(db, layout, targets, counts, control, async (range, done) => {
      const page = await read(range);
      const scores = await scorePage(plan, page, outputs, {
        batchRows: layout.batch,
        parallel: runtime.parallel,
        signal,
        run: (batch) => runtime.run(handle, batch),
        done,
      });
      const absent = page.present ? page.present.filter((each) => each === 0).length : 0;
      return { from: page.from, to: page.to, rowIds: page.rowIds, scores, absent };
    });
    return outputs.map(({ tensor, column }, index) => ({
      ...nothingScored,
      ...counts[index]!,
      features: plan.features,
      output: column === null ? tensor : `${tensor}[${column}]`,
    }));
  } finally {
    await control.kept?.close();
    await runtime.release(handle);
  }
}

type RowCounts = Pick<Scored, 'scoredRows' | 'missingRows' | 'nonFiniteRows'>;

interface PageLayout {
  batch: number;
  /** About how many ids a page stands for. */
  size: number;
  byRequest: boolean;
}

function pageLayout(plan: ModelPlan, values: number, batchRows = defaultBatchRows): PageLayout {
  const widest = Math.max(1, Math.floor(pageValues / values));
  const batch = Math.min(batchRows, widest);
  return { batch, size: Math.min(batch * batchesPerPage, widest), byRequest: needsRequests(plan) };
}

/** Takes up the pages that are kept, then scores the others; each is appended to the tables as it comes. */
async function eachPage(
  db: Queries,
  layout: PageLayout,
  targets: readonly ScoreTarget[],
  counts: RowCounts[],
  { signal, progress, kept, pageKept }: ScoringControl,
  score: (range: Awaited<ReturnType<typeof pageRange>>, done: (rows: number) => void) => Promise<ScoredPage>,
): Promise<void> {
  const { rows, first, last } = await logRange(db, signal);
  const write = async ({ rowIds, scores, absent }: ScoredPage) => {
    for (const [index, { table }] of targets.entries()) {
      await db.append(table, scoresTable(rowIds, scores[index]!, absent, counts[index]!), { signal });
    }
  };
  let [from, done] = [first, 0];
  for await (const page of kept?.read() ?? []) {
    if (page.from !== from) break;
    await write(page);
    [from, done] = [page.to, done + page.rowIds.length];
    progress?.(done, rows);
  }
  while (from < last) {
    const range = await pageRange(db, from, { ...layout, last }, signal);
    const page = await score(range, (scored) => progress?.(done + scored, rows));
    await write(page);
    // A log of one page would be scored again as fast as its file is read.
    if (kept && (from > first || page.to < last)) {
      await kept.append(page);
      await pageKept?.();
    }
    [from, done] = [page.to, done + page.rowIds.length];
  }
}

/** A page to append: a score that is not finite becomes null and is counted. */
function scoresTable(rowIds: Int32Array, scores: Float64Array, absent: number, counts: RowCounts): Table {
  const rows = rowIds.length;
  const valid = new Uint8Array((rows + 7) >> 3);
  let finite = 0;
  scores.forEach((score, row) => {
    if (!Number.isFinite(score)) return;
    valid[row >> 3]! |= 1 << (row & 7);
    finite++;
  });
  counts.scoredRows += finite;
  counts.missingRows += rows - finite;
  counts.nonFiniteRows += rows - absent - finite;
  return {
    rows,
    columns: [
      { name: 'row_id', type: 'i32', data: rowIds },
      { name: 'score', type: 'f64', data: scores, ...(finite < rows && { valid }) },
    ],
  };
}
