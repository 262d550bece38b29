import type { Column } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { hasOutcome, hourOfRow, requestOfRow } from '../sql/skew/sideColumns';
import { type ComparedRows, readSide } from './comparedRows';

/** What is known of the compared rows beside their values; arrays lie in shared memory, so that threads need no copy. */
export interface PairFacts {
  rows: number;
  /** First row of each request, and the number of rows at the end. */
  requestStarts: Int32Array;
  /** Rising hours of local time since 1970 that occur, and the index of each row's hour, -1 without a time. */
  hours: number[];
  hourOf: Int32Array;
  /** By row: 1 in the span that onsets are measured against; null: none is declared. */
  inReference: Uint8Array | null;
  /** By outcome and row: 1 where it happened. */
  outcomes: Uint8Array[];
}

/** Columns of `impressions` that facts are read from. */
export interface FactColumns {
  /** Zone of the hours; null: the log has no time. */
  zone: string | null;
  outcomes: readonly string[];
  /** By `row_id`: 1 in the reference span. */
  reference: Uint8Array | null;
}

export async function readPairFacts(
  db: Queries,
  rows: ComparedRows,
  { zone, outcomes, reference }: FactColumns,
  signal?: AbortSignal,
): Promise<PairFacts> {
  const { rowIds, impressions } = rows;
  const read = async (expression: string) =>
    placed(await readSide(db, impressions, expression, signal), impressions.places, rowIds.length);
  const requestStarts = startsOf(await read(requestOfRow()));
  const { hours, hourOf } = hourIndexes(zone === null ? null : await read(hourOfRow(zone)), rowIds.length);
  const happened: Uint8Array[] = [];
  for (const column of outcomes) happened.push(sharedBytes(await read(hasOutcome(column))));
  return {
    rows: rowIds.length,
    requestStarts,
    hours,
    hourOf,
    inReference: reference && sharedBytes({ length: rowIds.length, at: (i) => reference[rowIds[i]!]! }),
    outcomes: happened,
  };
}

interface Numbers {
  length: number;
  at(index: number): number;
}

function placed(column: Column, places: Int32Array | null, length: number): Numbers {
  if (column.type === 'utf8' || column.type === 'dict') throw new Error(`column ${column.name} holds text`);
  const { data } = column;
  return { length, at: places === null ? (i) => data[i]! : (i) => data[places[i]!]! };
}

function startsOf(requests: Numbers): Int32Array {
  let count = 0;
  for (let i = 0; i < requests.length; i++) if (i === 0 || requests.at(i) !== requests.at(i - 1)) count++;
  const starts = sharedIntegers(count + 1);
  let next = 0;
  for (let i = 0; i < requests.length; i++) {
    if (i === 0 || requests.at(i) !== requests.at(i - 1)) starts[next++] = i;
  }
  starts[count] = requests.length;
  return starts;
}

function hourIndexes(hours: Numbers | null, rows: number): Pick<PairFacts, 'hours' | 'hourOf'> {
  const hourOf = sharedIntegers(rows);
  if (hours === null) return { hours: [], hourOf: hourOf.fill(-1) };
  const found = new Set<number>();
  for (let i = 0; i < rows; i++) if (hours.at(i) >= 0) found.add(hours.at(i));
  const rising = [...found].sort((a, b) => a - b);
  const indexes = new Map(rising.map((hour, index) => [hour, index]));
  for (let i = 0; i < rows; i++) hourOf[i] = indexes.get(hours.at(i)) ?? -1;
  return { hours: rising, hourOf };
}

function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function sharedBytes(values: Numbers): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(values.length));
  for (let i = 0; i < bytes.length; i++) bytes[i] = values.at(i);
  return bytes;
}
