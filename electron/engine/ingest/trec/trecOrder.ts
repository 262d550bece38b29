import type { IdTable } from './idTable';
import { orderIds } from './orderIds';
import { orderPairs } from './orderPairs';
import type { TrecRows } from './trecLines';

/** Ids in the order that sessions number them in. */
export interface NumberedIds {
  /** By id of the tables that the files were read with. */
  requestIndex: Int32Array;
  itemKey: Int32Array;
  /** Ids by their number: requests of runs, then those that only the judgments know. */
  requests: Uint32Array;
  items: Uint32Array;
  /** Requests that a run holds: numbers below this. */
  inRuns: number;
}

/** Numbers requests and items in UTF-8 byte order; requests that no run holds follow behind the others. */
export function numberIds(ids: { requests: IdTable; items: IdTable }, runs: readonly TrecRows[]): NumberedIds {
  const items = orderIds(ids.items, allOf(ids.items.size));
  const seen = new Uint8Array(ids.requests.size);
  for (const { requests, rows } of runs) for (let i = 0; i < rows; i++) seen[requests[i]!] = 1;
  const ordered = orderIds(ids.requests, allOf(ids.requests.size));
  const held = ordered.filter((id) => seen[id] === 1);
  const requests = new Uint32Array(ordered.length);
  requests.set(held);
  requests.set(
    ordered.filter((id) => seen[id] === 0),
    held.length,
  );
  return { requestIndex: inverse(requests), itemKey: inverse(items), requests, items, inRuns: held.length };
}

function allOf(size: number): Uint32Array {
  const ids = new Uint32Array(size);
  for (let i = 0; i < size; i++) ids[i] = i;
  return ids;
}

function inverse(order: Uint32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) places[order[i]!] = i;
  return places;
}

/** Rows of several files in the order of (request, item), each pair once. */
export interface MergedRows {
  rows: number;
  request: Int32Array;
  item: Int32Array;
  /** The rows of each file in `row` order: the merged row, and its number in the file. */
  files: { row: Int32Array; value: Float64Array }[];
}

/** Merges files; null when one of them holds a pair twice. */
export function mergeRows(files: readonly TrecRows[], ids: NumberedIds): MergedRows | null {
  const { request, item, value, starts } = joined(files, ids);
  const order = orderPairs(request, item, ids.requests.length, ids.items.length);
  const total = order.length;
  const merged = { request: new Int32Array(total), item: new Int32Array(total) };
  const parts = files.map(({ rows }) => ({ row: new Int32Array(rows), value: new Float64Array(rows) }));
  const filled = new Int32Array(files.length);
  let last = -1;
  let lastFile = -1;
  for (let i = 0; i < total; i++) {
    const source = order[i]!;
    let file = 0;
    while (source >= starts[file + 1]!) file += 1;
    const isNew = last < 0 || merged.item[last] !== item[source] || merged.request[last] !== request[source];
    if (isNew) {
      last += 1;
      merged.request[last] = request[source]!;
      merged.item[last] = item[source]!;
    } else if (file === lastFile) return null;
    lastFile = file;
    const at = filled[file]!++;
    parts[file]!.row[at] = last;
    parts[file]!.value[at] = value[source]!;
  }
  const rows = last + 1;
  return { rows, request: merged.request.subarray(0, rows), item: merged.item.subarray(0, rows), files: parts };
}

function joined(files: readonly TrecRows[], { requestIndex, itemKey }: NumberedIds) {
  const starts = [0];
  for (const { rows } of files) starts.push(starts.at(-1)! + rows);
  const total = starts.at(-1)!;
  const request = new Int32Array(total);
  const item = new Int32Array(total);
  const value = new Float64Array(total);
  files.forEach(({ rows, requests, items, numbers }, file) => {
    const start = starts[file]!;
    for (let i = 0; i < rows; i++) {
      request[start + i] = requestIndex[requests[i]!]!;
      item[start + i] = itemKey[items[i]!]!;
    }
    value.set(numbers.subarray(0, rows), start);
  });
  return { request, item, value, starts };
}
