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
  { rowIds, impressions }: ComparedRows,
  { zone, outcomes, reference }: FactColumns,
  signal?: AbortSignal,
): Promise<PairFacts> {
  const rows = rowIds.length;
  const read = async (expression: string) =>
    atPlaces(await readSide(db, impressions, expression, signal), impressions.places, rows);
  const requestStarts = startsOf(await read(requestOfRow()));
  const { hours, hourOf } = hourIndexes(zone === null ? null : await read(hourOfRow(zone)), rows);
  const happened: Uint8Array[] = [];
  for (const column of outcomes) happened.push(sharedBytes(await read(hasOutcome(column))));
  const inReference = reference && sharedBytes(rowIds.map((row) => reference[row]!));
  return { rows, requestStarts, hours, hourOf, inReference, outcomes: happened };
}

/** Whole numbers or truth values of the compared rows. */
function atPlaces(column: Column, places: Int32Array | null, rows: number): Int32Array | Uint8Array {
  if (column.type !== 'i32' && column.type !== 'bool') throw new Error(`a fact was read as ${column.type}`);
  const { data } = column;
  if (places === null) return data;
  const found = column.type === 'i32' ? new Int32Array(rows) : new Uint8Array(rows);
  for (let row = 0; row < rows; row++) found[row] = data[places[row]!]!;
  return found;
}

function startsOf(requests: ArrayLike<number>): Int32Array {
  let count = 0;
  for (let row = 0; row < requests.length; row++) if (row === 0 || requests[row] !== requests[row - 1]) count++;
  const starts = sharedIntegers(count + 1);
  let next = 0;
  for (let row = 0; row < requests.length; row++) {
    if (row === 0 || requests[row] !== requests[row - 1]) starts[next++] = row;
  }
  starts[count] = requests.length;
  return starts;
}

/** Neighbors mostly share their hour, so that few are looked up. */
function hourIndexes(hours: ArrayLike<number> | null, rows: number): Pick<PairFacts, 'hours' | 'hourOf'> {
  const hourOf = sharedIntegers(rows);
  if (hours === null) return { hours: [], hourOf: hourOf.fill(-1) };
  const found = new Set<number>();
  for (let row = 0; row < rows; row++) if (row === 0 || hours[row] !== hours[row - 1]) found.add(hours[row]!);
  const rising = [...found].filter((hour) => hour >= 0).sort((a, b) => a - b);
  const indexes = new Map(rising.map((hour, index) => [hour, index]));
  for (let row = 0; row < rows; row++) {
    const isSame = row > 0 && hours[row] === hours[row - 1];
    hourOf[row] = isSame ? hourOf[row - 1]! : (indexes.get(hours[row]!) ?? -1);
  }
  return { hours: rising, hourOf };
}

function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function sharedBytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(values.length));
  bytes.set(values);
  return bytes;
}
