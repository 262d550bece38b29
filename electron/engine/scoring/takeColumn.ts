import { fromHalf } from './halfFloat';
import { type PlannedOutput, refuseOutput } from './planOutput';

/** The parts of an output tensor that matter here. */
export interface OutputTensor {
  readonly type?: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

/**
 * Copies the score of each row into `target`, as many as it holds; `fed` is the number of rows the tensor was made
 * for. An output without one value (or, with a column, one row of values) a row fed is an error that says its shape.
 */
export function takeColumn(tensor: OutputTensor, output: PlannedOutput, fed: number, target: Float64Array): void {
  const name = output.tensor;
  const refuse = (reason: string) => refuseOutput(output.subject, reason);
  const width = tensor.dims.reduce((product, dim) => product * dim, 1) / fed;
  const shape = `[${tensor.dims.join(', ')}]`;
  // List-wise models give [1, items] or [1, items, values].
  const first = tensor.dims.length > 1 && tensor.dims[0] === 1 ? 1 : 0;
  if ((tensor.dims[0] !== fed && tensor.dims[first] !== fed) || !Number.isInteger(width) || width < 1) {
    throw refuse(`the output "${name}" has the shape ${shape} for ${fed} rows: it does not give one score a row`);
  }
  const column = columnOf(output, width);
  const data = tensor.data as ArrayLike<number | bigint>;
  if (tensor.type === 'float16' && data instanceof Uint16Array) {
    for (let row = 0, at = column; row < target.length; row++, at += width) target[row] = fromHalf(data[at]!);
    return;
  }
  for (let row = 0, at = column; row < target.length; row++, at += width) target[row] = Number(data[at]);
}

/** The column that is the score, of `width` values a row; an output that leaves it open, or names one too many, is refused. */
export function columnOf({ tensor, column: wanted, classifier, subject }: PlannedOutput, width: number): number {
  const column = wanted ?? (width === 2 && classifier ? 1 : 0);
  if (wanted === null && width !== 1 && column === 0) {
    const example = `${subject ? '' : 'output: '}${tensor}[0]`;
    throw refuseOutput(subject, `the output "${tensor}" has ${width} values a row; choose one, for example ${example}`);
  }
  if (column >= width) {
    throw refuseOutput(subject, `the output "${tensor}" has ${width} columns, so there is no ${tensor}[${column}]`);
  }
  return column;
}
