import type { RefusedRow } from '../refusedRow';
import type { IdRanges, IdTable } from './idTable';
import { NumberText } from './numberText';

/** Rows of a run or qrels file, ids as numbers in the tables that they were read with. Arrays may be longer than `rows`. */
export interface TrecRows {
  rows: number;
  requests: Int32Array;
  items: Int32Array;
  /** Scores or grades. */
  numbers: Float64Array;
}

/** What a line holds. */
export interface TrecShape {
  minFields: number;
  /** Field of the score or grade, from 0. */
  numberField: number;
  numberName: string;
}

/** topic Q0 docno rank score tag */
export const runShape: TrecShape = { minFields: 5, numberField: 4, numberName: 'score' };
/** topic iteration docno relevance */
export const qrelsShape: TrecShape = { minFields: 4, numberField: 3, numberName: 'relevance' };

const itemField = 2;
const knownFields = 5;
const newline = 10;
/** Items are looked up so many at a time. */
const batch = 2048;
const maxText = 500;

/** Takes lines split on any white space, as trec_eval does. Fields beyond the known ones are ignored. */
export class TrecLines {
  readonly rows: TrecRows;
  readonly refused: RefusedRow[] = [];
  lines = 0;
  readonly #file: string;
  readonly #shape: TrecShape;
  readonly #ids: { requests: IdTable; items: IdTable };
  readonly #starts = new Int32Array(knownFields);
  readonly #ends = new Int32Array(knownFields);
  readonly #number = new NumberText();
  /** Items whose number is still to be looked up: those of the last rows. */
  readonly #pending: IdRanges = {
    starts: new Int32Array(batch),
    ends: new Int32Array(batch),
    hashes: new Int32Array(batch + 1),
  };
  #waiting = 0;
  #request = -1;
  #lineEnd = 0;

  constructor(file: string, shape: TrecShape, ids: { requests: IdTable; items: IdTable }) {
    this.#file = file;
    this.#shape = shape;
    this.#ids = ids;
    const first = 1 << 14;
    this.rows = {
      rows: 0,
      requests: new Int32Array(first),
      items: new Int32Array(first),
      numbers: new Float64Array(first),
    };
  }

  /** Makes room for about so many lines. In most runs every other item or so is a new one. */
  expect(lines: number): void {
    const { rows } = this;
    if (lines > rows.requests.length) grow(rows, lines);
    this.#ids.items.expect(this.#ids.items.size + lines / 2);
  }

  /** Takes whole lines: the last byte of `bytes` is a newline. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const fields = this.#split(bytes, at);
      const end = this.#lineEnd + 1;
      this.lines += 1;
      if (fields > 0) this.#take(bytes, fields, at, end);
      at = end;
    }
    this.#lookUp(bytes);
  }

  /** Numbers the items of the rows that wait for it. */
  #lookUp(bytes: Uint8Array): void {
    const { rows } = this;
    this.#ids.items.internAll(bytes, this.#pending, this.#waiting, rows.items, rows.rows - this.#waiting);
    this.#waiting = 0;
  }

  /** Finds the fields of the line that begins at `at`: gives their number, the line's end in `#lineEnd`. */
  #split(bytes: Uint8Array, at: number): number {
    const starts = this.#starts;
    const ends = this.#ends;
    let fields = 0;
    for (;;) {
      let byte = bytes[at]!;
      while (byte === 32 || (byte <= 13 && byte >= 9 && byte !== newline)) byte = bytes[++at]!;
      if (byte === newline) break;
      const start = at;
      while (byte > 32 || byte < 9 || (byte > 13 && byte < 32)) byte = bytes[++at]!;
      if (fields < knownFields) {
        starts[fields] = start;
        ends[fields] = at;
      }
      fields += 1;
    }
    this.#lineEnd = at;
    return fields;
  }

  #take(bytes: Uint8Array, fields: number, from: number, to: number): void {
    const { minFields, numberField, numberName } = this.#shape;
    const starts = this.#starts;
    const ends = this.#ends;
    if (fields < minFields) {
      this.#refuse(bytes, from, to, `has ${fields} fields, ${minFields} are expected`);
      return;
    }
    const numberStart = starts[numberField]!;
    const numberEnd = ends[numberField]!;
    if (!this.#number.read(bytes, numberStart, numberEnd)) {
      const text = Buffer.from(bytes.subarray(numberStart, numberEnd)).toString();
      this.#refuse(bytes, from, to, `the ${numberName} "${text}" is not a number`);
      return;
    }
    const { rows } = this;
    const row = rows.rows;
    if (row === rows.requests.length) grow(rows);
    const { requests } = this.#ids;
    // Lines of a topic stand together in nearly every file.
    if (this.#request < 0 || !requests.holds(this.#request, bytes, starts[0]!, ends[0]!)) {
      this.#request = requests.intern(bytes, starts[0]!, ends[0]!);
    }
    rows.requests[row] = this.#request;
    rows.numbers[row] = this.#number.value;
    rows.rows = row + 1;
    this.#pending.starts[this.#waiting] = starts[itemField]!;
    this.#pending.ends[this.#waiting] = ends[itemField]!;
    this.#waiting += 1;
    if (this.#waiting === batch) this.#lookUp(bytes);
  }

  #refuse(bytes: Uint8Array, from: number, to: number, reason: string): void {
    const text = Buffer.from(bytes.subarray(from, to)).toString().trimEnd().slice(0, maxText);
    this.refused.push({ file: this.#file, line: this.lines, reason, text });
  }
}

function grow(rows: TrecRows, length = 2 * rows.requests.length): void {
  const longer = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  rows.requests = longer(rows.requests, new Int32Array(length));
  rows.items = longer(rows.items, new Int32Array(length));
  rows.numbers = longer(rows.numbers, new Float64Array(length));
}
