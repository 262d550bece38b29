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
  const column = output.column ?? (width === 2 && output.classifier ? 1 : 0);
  if (output.column === null && width !== 1 && column === 0) {
    throw refuse(
      `the output "${name}" has ${width} values a row; choose one, for example ${output.subject ? '' : 'output: '}${name}[0]`,
    );
  }
  if (column >= width) throw refuse(`the output "${name}" has ${width} columns, so there is no ${name}[${column}]`);
  const data = tensor.data as ArrayLike<number | bigint>;
  if (tensor.type === 'float16' && data instanceof Uint16Array) {
    for (let row = 0, at = column; row < target.length; row++, at += width) target[row] = fromHalf(data[at]!);
    return;
  }
  for (let row = 0, at = column; row < target.length; row++, at += width) target[row] = Number(data[at]);
}
