import type { Column, F64Column } from '../../../../shared/wire/table';
import { nothingScored, type Scored } from '../../scoring/modelRecord';
import { createTrecImpressions, createTrecRequests } from '../../sql/ingest/trecTables';
import { createScores, scoresTable } from '../../sql/scoring/scoreTables';
import type { BuildContext } from '../buildContext';
import type { TrecCase } from './buildTrecTables';
import { bitmap, idColumn } from './columns';
import { gradesOf } from './trecJudgments';

/** `impressions`, its rows in `row_id` order. */
export async function writeImpressions({ db, loaded, signal }: BuildContext, read: TrecCase): Promise<void> {
  const { tables, numbers: ids, judgments } = read;
  const { rows, request, item } = read.rows;
  const grades = gradesOf(read.rows, judgments);
  const nothing = { data: new Float64Array(rows), valid: bitmap(rows) };
  const labels = loaded.case.labels.map(
    ({ name, kind }): F64Column => ({
      name: `label:${name}`,
      type: 'f64',
      ...(kind === 'relevance' && judgments ? grades : nothing),
    }),
  );
  const columns: Column[] = [
    { name: 'row_id', type: 'i32', data: firstNumbers(rows) },
    { name: 'request_index', type: 'i32', data: request },
    { name: 'item_key', type: 'i32', data: item },
    idColumn('request_id', request, ids.requests, tables.requests),
    idColumn('item_id', item, ids.items, tables.items),
    { name: 'position', type: 'i32', data: new Int32Array(rows), valid: bitmap(rows) },
    ...labels,
    { name: 'in_log', type: 'bool', data: new Uint8Array(rows) },
  ];
  await db.run(createTrecImpressions(labels.map((each) => each.name)));
  await db.append('impressions', { rows, columns }, { signal });
}

/** `requests`, in the order of their numbers. */
export async function writeRequests({ db, signal }: BuildContext, read: TrecCase): Promise<void> {
  const { tables, numbers } = read;
  const { rows, request } = read.rows;
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
}

/** `scores_<n>` of every run, as scoring would make them: a score that is NaN or infinite is missing. */
export async function writeScores({ db, signal }: BuildContext, { models, rows: { files } }: TrecCase): Promise<void> {
  for (const [i, n] of models.entries()) {
    const { row, value } = files[i]!;
    const score: Column = { name: 'score', type: 'f64', data: value, valid: finiteOnes(value) };
    await db.run(createScores(scoresTable(n)));
    const columns: Column[] = [{ name: 'row_id', type: 'i32', data: row }, score];
    await db.append(scoresTable(n), { rows: row.length, columns }, { signal });
  }
}

/** What scoring would say of every run, by model number. */
export function scoredRuns({ models, rows: { files } }: TrecCase): Map<number, Scored> {
  return new Map(
    models.map((n, i) => {
      const { value } = files[i]!;
      let missing = 0;
      for (const score of value) if (!Number.isFinite(score)) missing += 1;
      const scoredRows = value.length - missing;
      return [n, { ...nothingScored, scoredRows, missingRows: missing, nonFiniteRows: missing }];
    }),
  );
}

function finiteOnes(values: Float64Array): Uint8Array | undefined {
  if (values.every(Number.isFinite)) return undefined;
  const valid = bitmap(values.length);
  values.forEach((value, i) => {
    if (Number.isFinite(value)) valid[i >> 3]! |= 1 << (i & 7);
  });
  return valid;
}

function firstNumbers(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}
