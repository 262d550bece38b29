import type { I32Column, Table } from '../../../../shared/wire/table';
import { bitmap, idColumn } from './columns';
import type { IdTable } from './idTable';
import { orderPairs } from './orderPairs';
import type { TrecRows } from './trecLines';
import type { MergedRows, NumberedIds } from './trecOrder';

/** Judgments in the order of the session's table. */
export interface TrecJudgments {
  rows: number;
  request: Int32Array;
  item: Int32Array;
  grade: Float64Array;
  /** As `countJudgmentFaults` gives them. */
  faults: { without_id: number; without_grade: number; negative: number; twice: number; outside: number };
}

/** Grades of 0 and more, the first of each request and item. */
export function orderJudgments(read: TrecRows, ids: NumberedIds): TrecJudgments {
  const request = new Int32Array(read.rows);
  const item = new Int32Array(read.rows);
  const grade = new Float64Array(read.rows);
  const faults = { without_id: 0, without_grade: 0, negative: 0, twice: 0, outside: 0 };
  let kept = 0;
  for (let i = 0; i < read.rows; i++) {
    const value = read.numbers[i]!;
    if (Number.isNaN(value)) faults.without_grade += 1;
    else if (value < 0) faults.negative += 1;
    else {
      request[kept] = ids.requestIndex[read.requests[i]!]!;
      item[kept] = ids.itemKey[read.items[i]!]!;
      grade[kept] = value;
      kept += 1;
    }
  }
  const order = orderPairs(request.subarray(0, kept), item.subarray(0, kept), ids.requests.length, ids.items.length);
  const result = { request: new Int32Array(kept), item: new Int32Array(kept), grade: new Float64Array(kept) };
  let rows = 0;
  for (const from of order) {
    const again = rows > 0 && result.item[rows - 1] === item[from] && result.request[rows - 1] === request[from];
    if (request[from]! >= ids.inRuns) faults.outside += 1;
    if (again) {
      faults.twice += 1;
      continue;
    }
    result.request[rows] = request[from]!;
    result.item[rows] = item[from]!;
    result.grade[rows] = grade[from]!;
    rows += 1;
  }
  return { rows, ...result, faults };
}

/** The judgment of every row; a bit of `valid` is 0 where there is none. */
export function gradesOf(rows: MergedRows, judgments: TrecJudgments | null): { data: Float64Array; valid: Uint8Array } {
  const data = new Float64Array(rows.rows);
  const valid = bitmap(rows.rows);
  if (!judgments) return { data, valid };
  let at = 0;
  for (let j = 0; j < judgments.rows; j++) {
    const request = judgments.request[j]!;
    const item = judgments.item[j]!;
    while (at < rows.rows && (rows.request[at]! < request || (rows.request[at] === request && rows.item[at]! < item)))
      at += 1;
    if (at === rows.rows) break;
    if (rows.request[at] !== request || rows.item[at] !== item) continue;
    data[at] = judgments.grade[j]!;
    valid[at >> 3]! |= 1 << (at & 7);
  }
  return { data, valid };
}

/** The rows of the session's table `judgments`. */
export function judgmentTable(
  { rows, request, item, grade }: TrecJudgments,
  ids: NumberedIds,
  tables: { requests: IdTable; items: IdTable },
): Table {
  const requests = request.subarray(0, rows);
  const valid = bitmap(rows);
  requests.forEach((index, row) => {
    if (index < ids.inRuns) valid[row >> 3]! |= 1 << (row & 7);
  });
  const index: I32Column = { name: 'request_index', type: 'i32', data: requests, valid };
  return {
    rows,
    columns: [
      index,
      idColumn('request_id', requests, ids.requests, tables.requests),
      { name: 'item_key', type: 'i32', data: item.subarray(0, rows) },
      idColumn('item_id', item.subarray(0, rows), ids.items, tables.items),
      { name: 'relevance', type: 'f64', data: grade.subarray(0, rows) },
    ],
  };
}
