import { cancelledError } from '../../../shared/wire/errors';
import type { FeaturePage } from './featurePages';
import { fillMatrix, type RowPick } from './fillMatrix';
import type { Batch, BatchInput } from './modelRuntime';
import type { ModelPlan, PlannedInput } from './planModel';
import type { PlannedOutput } from './planOutput';
import { refuseModel } from './refuseModel';

/** Rows of a page that are scored together. */
interface Group {
  rows: RowPick;
  /** Rows of each call; null = one call. */
  calls: number[] | null;
}

/** A list-wise model compares every item of a list with every other. */
const longestList = 100_000;

/** What a model gives for the rows of a page: for each output one value a row, NaN for rows without features. */
export async function scorePage(
  plan: ModelPlan,
  page: FeaturePage,
  outputs: readonly PlannedOutput[],
  control: {
    batchRows: number;
    /** Batches that may be under way at once; absent: one. */
    parallel?: number;
    run(batch: Batch): Promise<Float64Array[]>;
    signal?: AbortSignal;
    /** Called after each batch with the number of rows of the page that are behind it. */
    done(rows: number): void;
  },
): Promise<Float64Array[]> {
  const scores = outputs.map(() => new Float64Array(page.rows).fill(Number.NaN));
  const firstRows = plan.inputs.some(({ ofRequest }) => ofRequest) ? firstRowsOf(page) : null;
  let behind = 0;
  const running: { rows: RowPick; taken: Promise<Float64Array[]> }[] = [];
  const finishFirst = async () => {
    const { rows, taken } = running.shift()!;
    for (const [index, values] of (await taken).entries()) place(values, rows, scores[index]!);
    behind += countRows(rows);
    control.done(behind);
  };
  // A batch is put together while those before it run, and waits there: a scoring thread is never idle.
  for (const { rows, calls } of groups(plan, page, control.batchRows)) {
    if (control.signal?.aborted) break;
    const inputs = plan.inputs.map((input) => batchInput(input, page, rows, calls, firstRows));
    const taken = control.run({ rows: countRows(rows), inputs, calls, fixedRows: plan.fixedRows, outputs });
    // Where putting the next batch together fails, nobody waits for this one.
    taken.catch(() => undefined);
    running.push({ rows, taken });
    while (running.length > (control.parallel ?? 1)) await finishFirst();
  }
  while (running.length > 0) await finishFirst();
  if (control.signal?.aborted) throw cancelledError();
  return scores;
}

/** Whether the pages of a plan must hold whole requests. */
export function needsRequests({ listwise, inputs }: ModelPlan): boolean {
  return listwise || inputs.some(({ ofRequest }) => ofRequest);
}

function* groups(plan: ModelPlan, page: FeaturePage, batchRows: number): Generator<Group> {
  if (!plan.listwise && !plan.inputs.some(({ perCall }) => perCall)) {
    yield* ranges(page, batchRows);
    return;
  }
  let rows: number[] = [];
  let calls: number[] = [];
  for (const call of callsOf(plan, page, batchRows)) {
    if (rows.length > 0 && rows.length + call.length > batchRows) {
      yield { rows: Int32Array.from(rows), calls };
      [rows, calls] = [[], []];
    }
    for (const row of call) rows.push(row);
    calls.push(call.length);
  }
  if (rows.length > 0) yield { rows: Int32Array.from(rows), calls };
}

function* ranges(page: FeaturePage, batchRows: number): Generator<Group> {
  for (let start = 0; start < page.rows; start += batchRows) {
    const rows = Math.min(batchRows, page.rows - start);
    const range = page.present ? presentRows(page.present, start, start + rows) : { start, rows };
    if (countRows(range) > 0) yield { rows: range, calls: null };
  }
}

/** The rows of each call, one request after another; long lists of a model that is not list-wise are cut. */
function* callsOf(
  { listwise, fixedRows, inputs }: ModelPlan,
  page: FeaturePage,
  batchRows: number,
): Generator<Int32Array> {
  const padded = inputs.every(({ perCall, pad }) => perCall || pad !== null);
  for (let request = 0; request + 1 < page.starts!.length; request++) {
    const rows = presentRows(page.present, page.starts![request]!, page.starts![request + 1]!);
    if (rows.length > longestList)
      throw refuseModel(`a list has ${rows.length} items; at most ${longestList} can be scored`);
    if (!listwise) for (let at = 0; at < rows.length; at += batchRows) yield rows.subarray(at, at + batchRows);
    else if (fixedRows === null || rows.length === fixedRows || (padded && rows.length < fixedRows)) {
      if (rows.length > 0) yield rows;
    } else if (rows.length > 0) throw otherLength(fixedRows, rows.length);
  }
}

function otherLength(fixed: number, found: number): Error {
  const hint = 'Say what stands for the items that are not there: pad: 0 for each of its inputs in case.yaml.';
  return refuseModel(
    `it takes lists of exactly ${fixed} items, and a list of the log has ${found}`,
    found < fixed ? hint : undefined,
  );
}

function presentRows(present: Uint8Array | null, start: number, end: number): Int32Array {
  const all = Int32Array.from({ length: end - start }, (_, index) => start + index);
  return present ? all.filter((row) => present[row] === 1) : all;
}

/** For each row of a page, the first row of its request that has features. */
function firstRowsOf({ rows, starts, present }: FeaturePage): Int32Array {
  const first = new Int32Array(rows);
  for (let request = 0; request + 1 < starts!.length; request++) {
    const [start, end] = [starts![request]!, starts![request + 1]!];
    let from = start;
    while (present && from < end - 1 && present[from] === 0) from++;
    first.fill(from, start, end);
  }
  return first;
}

function batchInput(
  { name, type, shape, cells, ofRequest, perCall, pad }: PlannedInput,
  page: FeaturePage,
  rows: RowPick,
  calls: readonly number[] | null,
  firstRows: Int32Array | null,
): BatchInput {
  const columns = cells.map(({ key }) => page.columns.get(key)!);
  const missing = Object.fromEntries(cells.flatMap(({ key, fill }) => (fill === undefined ? [] : [[key, fill]])));
  const pick = ofRequest ? requestRows(rows, perCall ? calls : null, firstRows!) : rows;
  return { name, type, width: cells.length, shape, perCall, pad, data: fillMatrix(columns, pick, type, missing) };
}

/** The first row of the request of each row, or of each call. */
function requestRows(rows: RowPick, calls: readonly number[] | null, firstRows: Int32Array): Int32Array {
  if (!calls)
    return rows instanceof Int32Array
      ? rows.map((row) => firstRows[row]!)
      : firstRows.slice(rows.start, rows.start + rows.rows);
  let at = 0;
  return Int32Array.from(calls, (count) => {
    const row = rows instanceof Int32Array ? rows[at]! : rows.start + at;
    at += count;
    return firstRows[row]!;
  });
}

function place(values: Float64Array, rows: RowPick, target: Float64Array): void {
  if (rows instanceof Int32Array)
    for (let index = 0; index < rows.length; index++) target[rows[index]!] = values[index]!;
  else target.set(values, rows.start);
}

function countRows(rows: RowPick): number {
  return rows instanceof Int32Array ? rows.length : rows.rows;
}
