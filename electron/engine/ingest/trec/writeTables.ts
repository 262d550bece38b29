import type { Column, F64Column } from '../../../../shared/wire/table';
import { nothingScored, type Scored } from '../../scoring/modelRecord';
import { createTrecImpressions, createTrecRequests } from '../../sql/ingest/trecTables';
import { createScores, scoresTable } from '../../sql/scoring/scoreTables';
import type { BuildContext } from '../buildContext';
import { bitmap, idColumn } from './columns';
import type { IdTable } from './idTable';
import { gradesOf, type TrecJudgments } from './trecJudgments';
import type { MergedRows, NumberedIds } from './trecOrder';

interface Ids {
  tables: { requests: IdTable; items: IdTable };
  numbers: NumberedIds;
}

/** `impressions`, its rows in `row_id` order. */
export async function writeImpressions(
  context: BuildContext,
  ids: Ids,
  merged: MergedRows,
  judgments: TrecJudgments | null,
): Promise<void> {
  const { db, loaded, counts, signal } = context;
  const { rows, request, item } = merged;
  const grades = gradesOf(merged, judgments);
  const nothing = { data: new Float64Array(rows), valid: bitmap(rows) };
  const labels = loaded.case.labels.map(
    ({ name, kind }): F64Column => ({
      name: `label:${name}`,
      type: 'f64',
      ...(kind === 'relevance' && judgments ? grades : nothing),
    }),
  );
  const names = labels.map((each) => each.name);
  const numbers: Column[] = [
    { name: 'row_id', type: 'i32', data: firstNumbers(rows) },
    { name: 'request_index', type: 'i32', data: request },
    { name: 'item_key', type: 'i32', data: item },
  ];
  counts.rows = rows;
  const columns: Column[] = [
    ...numbers,
    ...(context.withoutIds ? [] : idColumns(ids, merged)),
    { name: 'position', type: 'i32', data: new Int32Array(rows), valid: bitmap(rows) },
    ...labels,
    { name: 'in_log', type: 'bool', data: new Uint8Array(rows) },
  ];
  await db.run(createTrecImpressions(names, !context.withoutIds));
  await db.append('impressions', { rows, columns }, { signal });
}

function idColumns({ tables, numbers }: Ids, { request, item }: MergedRows): Column[] {
  return [
    idColumn('request_id', request, numbers.requests, tables.requests),
    idColumn('item_id', item, numbers.items, tables.items),
  ];
}

/** `requests`, in the order of their numbers. */
export async function writeRequests(
  { db, counts, signal }: BuildContext,
  { tables, numbers }: Ids,
  { rows, request }: MergedRows,
): Promise<void> {
  const index = firstNumbers(numbers.inRuns);
  const lengths = new Int32Array(numbers.inRuns);
  for (let row = 0; row < rows; row++) lengths[request[row]!]! += 1;
  const first = new Int32Array(numbers.inRuns);
  for (let i = 1; i < numbers.inRuns; i++) first[i] = first[i - 1]! + lengths[i - 1]!;
  await db.run(createTrecRequests());
  const columns: Column[] = [
    { name: 'request_index', type: 'i32', data: index },
    idColumn('request_id', index, numbers.requests, tables.requests),
    { name: 'first_row', type: 'i32', data: first },
    { name: 'rows', type: 'i32', data: lengths },
    { name: 'rows_shown', type: 'i32', data: lengths },
  ];
  await db.append('requests', { rows: numbers.inRuns, columns }, { signal });
  counts.requests = numbers.inRuns;
}

/** `scores_<n>` of every run, as scoring would make them: a score that is NaN or infinite is missing. */
export async function writeScores(
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
