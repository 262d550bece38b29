import { RankscopeError } from '../../../shared/wire/errors';
import type { Column } from '../../../shared/wire/table';
import type { FeedArray, FeedType } from './modelRuntime';

/** What a missing value becomes, by feature; a feature that is absent here becomes NaN. */
export type MissingValues = Readonly<Record<string, number>>;

const makers: Record<FeedType, (size: number) => FeedArray> = {
  float32: (size) => new Float32Array(size),
  float64: (size) => new Float64Array(size),
  int64: (size) => new BigInt64Array(size),
  int32: (size) => new Int32Array(size),
  bool: (size) => new Uint8Array(size),
};

/**
 * The rows of `range` of feature columns, interleaved into one row-major matrix of the type that a model takes. Null
 * becomes the feature's `missing` value, else NaN. An integer input holds neither NaN nor fractions: such a value is
 * an error that names the feature, because a rounded feature would silently be another model.
 */
export function fillMatrix(
  columns: readonly Column[],
  range: { start: number; rows: number },
  type: FeedType,
  missing: MissingValues,
): FeedArray {
  const matrix = makers[type](range.rows * columns.length);
  columns.forEach((column, offset) => {
    const fill = missing[column.name] ?? Number.NaN;
    const source = { ...range, name: column.name, values: numbersOf(column), valid: column.valid, fill };
    if (matrix instanceof Float32Array || matrix instanceof Float64Array) {
      fillFloats(matrix, source, offset, columns.length);
    } else {
      fillIntegers(matrix, source, offset, columns.length, type);
    }
  });
  return matrix;
}

/** One column, the rows of it that are wanted, and what stands for a missing value. */
interface Source {
  name: string;
  values: ArrayLike<number>;
  valid: Uint8Array | undefined;
  fill: number;
  start: number;
  rows: number;
}

function numbersOf(column: Column): Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array {
  if (column.type !== 'utf8' && column.type !== 'dict') return column.data;
  throw new RankscopeError({
    code: 'input',
    message: `The feature "${column.name}" is text, and the model takes numbers.`,
  });
}

function fillFloats(matrix: Float32Array | Float64Array, source: Source, offset: number, stride: number): void {
  const { values, valid, fill, start } = source;
  const end = start + source.rows;
  if (valid) {
    for (let row = start, at = offset; row < end; row++, at += stride) {
      matrix[at] = (valid[row >> 3]! >> (row & 7)) & 1 ? values[row]! : fill;
    }
  } else {
    for (let row = start, at = offset; row < end; row++, at += stride) matrix[at] = values[row]!;
  }
}

function fillIntegers(
  matrix: BigInt64Array | Int32Array | Uint8Array,
  source: Source,
  offset: number,
  stride: number,
  type: FeedType,
): void {
  const { values, valid, fill, start } = source;
  const end = start + source.rows;
  for (let row = start, at = offset; row < end; row++, at += stride) {
    const present = !valid || (valid[row >> 3]! >> (row & 7)) & 1;
    const value = present ? values[row]! : fill;
    const fits = type === 'bool' ? value === 0 || value === 1 : Number.isSafeInteger(value);
    if (!fits || (type === 'int32' && value !== (value | 0))) throw misfit(source.name, type, value);
    if (matrix instanceof BigInt64Array) matrix[at] = BigInt(value);
    else matrix[at] = value;
  }
}

function misfit(name: string, type: FeedType, value: number): RankscopeError {
  const what = Number.isNaN(value) ? 'missing values' : `the value ${value}`;
  return new RankscopeError({
    code: 'input',
    message: `The feature "${name}" has ${what}, which the model's ${type} input cannot hold.`,
    ...(Number.isNaN(value) && { hint: `Say what serving writes there: missing: { ${name}: -1 } in case.yaml.` }),
  });
}
