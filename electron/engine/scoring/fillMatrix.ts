import { cellAt } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Column } from '../../../shared/wire/table';
import { toHalf } from './halfFloat';
import type { FeedArray, FeedType } from './modelRuntime';

/** What a missing value becomes, by feature; a feature that is absent here becomes NaN, or the empty text. */
export type MissingValues = Readonly<Record<string, number | string>>;

/** Rows of a page: all of a range, or those that are listed, in that order. */
export type RowPick = { start: number; rows: number } | Int32Array;

type IntegerType = Exclude<FeedType, 'float32' | 'float64' | 'float16' | 'string'>;
type IntegerArray = Exclude<FeedArray, Float32Array | Float64Array | string[]>;

const safe = Number.MAX_SAFE_INTEGER;
const integers: Record<IntegerType, { make(size: number): IntegerArray; from: number; to: number }> = {
  int64: { make: (size) => new BigInt64Array(size), from: -safe, to: safe },
  int32: { make: (size) => new Int32Array(size), from: -(2 ** 31), to: 2 ** 31 - 1 },
  int16: { make: (size) => new Int16Array(size), from: -(2 ** 15), to: 2 ** 15 - 1 },
  int8: { make: (size) => new Int8Array(size), from: -128, to: 127 },
  uint32: { make: (size) => new Uint32Array(size), from: 0, to: 2 ** 32 - 1 },
  uint16: { make: (size) => new Uint16Array(size), from: 0, to: 2 ** 16 - 1 },
  uint8: { make: (size) => new Uint8Array(size), from: 0, to: 255 },
  bool: { make: (size) => new Uint8Array(size), from: 0, to: 1 },
};

/**
 * The picked rows of feature columns, interleaved into one row-major matrix of the type that a model takes. Null becomes
 * the feature's `missing` value, else NaN or the empty text. An integer input holds neither NaN nor fractions, and text
 * made of a number is a whole one: another value is an error that names the feature, because a rounded feature would
 * silently be another model.
 */
export function fillMatrix(
  columns: readonly Column[],
  pick: RowPick,
  type: FeedType,
  missing: MissingValues,
): FeedArray {
  const rows = pick instanceof Int32Array ? pick.length : pick.rows;
  const size = rows * columns.length;
  if (type === 'string') return fillTexts(columns, pick, missing);
  if (type === 'float32' || type === 'float64' || type === 'float16') {
    const matrix = type === 'float64' ? new Float64Array(size) : new Float32Array(size);
    const sources = columns.map((column) => sourceOf(column, missing));
    fillAllFloats(matrix, sources, pick);
    return type === 'float16' ? Uint16Array.from(matrix, toHalf) : matrix;
  }
  const matrix = integers[type].make(size);
  columns.forEach((column, offset) => {
    fillIntegers(matrix, sourceOf(column, missing), pick, offset, columns.length, type);
  });
  return matrix;
}

/** One column and what stands for a missing value. */
interface Source {
  name: string;
  values: ArrayLike<number>;
  valid: Uint8Array | undefined;
  fill: number;
}

function sourceOf(column: Column, missing: MissingValues): Source {
  if (column.type === 'utf8' || column.type === 'dict') {
    throw new RankscopeError({
      code: 'input',
      message: `The feature "${column.name}" is text, and the model takes numbers.`,
    });
  }
  const fill = Number(missing[column.name] ?? Number.NaN);
  return { name: column.name, values: column.data, valid: column.valid, fill };
}

/** Whole columns four at a time, which takes half as long; the others one by one. */
function fillAllFloats(matrix: Float32Array | Float64Array, sources: readonly Source[], pick: RowPick): void {
  const stride = sources.length;
  const isWhole = ({ valid }: Source) => !valid && !(pick instanceof Int32Array);
  let offset = 0;
  while (offset < stride) {
    const four = sources.slice(offset, offset + 4);
    if (four.length === 4 && four.every(isWhole)) {
      fillFour(matrix, four, pick as Exclude<RowPick, Int32Array>, offset, stride);
      offset += 4;
    } else {
      fillFloats(matrix, sources[offset]!, pick, offset, stride);
      offset++;
    }
  }
}

function fillFour(
  matrix: Float32Array | Float64Array,
  sources: readonly Source[],
  { start, rows }: Exclude<RowPick, Int32Array>,
  offset: number,
  stride: number,
): void {
  const [a, b, c, d] = sources.map(({ values }) => values);
  for (let row = start, at = offset; row < start + rows; row++, at += stride) {
    matrix[at] = a![row]!;
    matrix[at + 1] = b![row]!;
    matrix[at + 2] = c![row]!;
    matrix[at + 3] = d![row]!;
  }
}

function fillFloats(
  matrix: Float32Array | Float64Array,
  { values, valid, fill }: Source,
  pick: RowPick,
  offset: number,
  stride: number,
): void {
  if (pick instanceof Int32Array) {
    for (let index = 0, at = offset; index < pick.length; index++, at += stride) {
      const row = pick[index]!;
      matrix[at] = !valid || (valid[row >> 3]! >> (row & 7)) & 1 ? values[row]! : fill;
    }
    return;
  }
  const end = pick.start + pick.rows;
  if (valid) {
    for (let row = pick.start, at = offset; row < end; row++, at += stride) {
      matrix[at] = (valid[row >> 3]! >> (row & 7)) & 1 ? values[row]! : fill;
    }
  } else {
    for (let row = pick.start, at = offset; row < end; row++, at += stride) matrix[at] = values[row]!;
  }
}

function fillIntegers(
  matrix: IntegerArray,
  { name, values, valid, fill }: Source,
  pick: RowPick,
  offset: number,
  stride: number,
  type: IntegerType,
): void {
  const { from, to } = integers[type];
  const rows = pick instanceof Int32Array ? pick.length : pick.rows;
  for (let index = 0, at = offset; index < rows; index++, at += stride) {
    const row = pick instanceof Int32Array ? pick[index]! : pick.start + index;
    const value = !valid || (valid[row >> 3]! >> (row & 7)) & 1 ? values[row]! : fill;
    if (!Number.isInteger(value) || value < from || value > to) throw misfit(name, type, value);
    if (matrix instanceof BigInt64Array) matrix[at] = BigInt(value);
    else matrix[at] = value;
  }
}

function fillTexts(columns: readonly Column[], pick: RowPick, missing: MissingValues): string[] {
  const rows = pick instanceof Int32Array ? pick.length : pick.rows;
  const texts = new Array<string>(rows * columns.length);
  columns.forEach((column, offset) => {
    const fill = String(missing[column.name] ?? '');
    for (let index = 0, at = offset; index < rows; index++, at += columns.length) {
      const value = cellAt(column, pick instanceof Int32Array ? pick[index]! : pick.start + index);
      if (typeof value === 'number' && !Number.isSafeInteger(value)) throw misfit(column.name, 'string', value);
      texts[at] = value === null ? fill : String(value);
    }
  });
  return texts;
}

function misfit(name: string, type: FeedType, value: number): RankscopeError {
  const what = Number.isNaN(value) ? 'missing values' : `the value ${value}`;
  return new RankscopeError({
    code: 'input',
    message: `The feature "${name}" has ${what}, which the model's ${type} input cannot hold.`,
    ...(Number.isNaN(value) && { hint: `Say what serving writes there: missing: { ${name}: -1 } in case.yaml.` }),
  });
}
