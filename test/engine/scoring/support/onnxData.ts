import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../../../electron/engine/db/database';

/** The folder of real models with their inputs and outputs, or null where the shared data are absent. */
export const onnxData = ((): string | null => {
  const folder = path.resolve(process.env.RANKSCOPE_DATA ?? '../shared/data', 'onnx');
  if (existsSync(folder)) return folder;
  console.warn(`Tests with "data:" are skipped: ${folder} is absent (RANKSCOPE_DATA).`);
  return null;
})();

interface JsonTensor {
  shape?: number[];
  dims?: number[];
  data: (number | string)[];
}

/** A matrix as rows; the texts that JSON needs for NaN are numbers again. */
export function rowsOf({ shape, dims, data }: JsonTensor): number[][] {
  const [rows = 0, width = 1] = (shape ?? dims)!;
  return Array.from({ length: rows }, (_, row) => data.slice(row * width, (row + 1) * width).map(Number));
}

interface OnnxCase {
  /** Input matrix; several named inputs side by side. */
  rows: number[][];
  /** The outputs that the file was published with, in the order of `output`. */
  expected: unknown[];
}

/** Inputs and published outputs of a model of `sklearn/` or `pipelines/`. */
export function readOnnxCase(model: string): OnnxCase {
  const json = JSON.parse(readFileSync(path.join(onnxData!, `${model}.io.json`), 'utf8'));
  if (json.inputs) {
    const outputs = json.outputs_onnxruntime_node_1_30 as Record<string, JsonTensor>;
    return {
      rows: rowsOf(Object.values(json.inputs as Record<string, JsonTensor>)[0]!),
      expected: Object.values(outputs),
    };
  }
  const { input, expected_onnxruntime_2018: expected } = json;
  if (Array.isArray(input?.data)) return { rows: rowsOf(input), expected: [expected].flat(1) };
  const columns = Object.values(input as Record<string, JsonTensor>).map((tensor) => tensor.data.map(Number));
  return { rows: columns[0]!.map((_, row) => columns.map((column) => column[row]!)), expected: [expected] };
}

/** One column of a published output: of a tensor, or of the maps that ZipMap gives. */
export function publishedColumn(output: unknown, column: number): number[] {
  if (Array.isArray(output)) return output.map((map) => Number(Object.values(map as object)[column]));
  return rowsOf(output as JsonTensor).map((row) => row[column]!);
}

interface NodeTensor {
  name: string;
  shape: number[];
  data: (number | string)[];
}

/** Inputs and outputs of one operator of `nodes/`. */
export function readNodeCase(name: string): { inputs: NodeTensor[]; outputs: NodeTensor[] } {
  return JSON.parse(readFileSync(path.join(onnxData!, 'nodes', name, 'io.json'), 'utf8'));
}

/**
 * `features_logged` and `requests` with the rows of the first input as one request. Features are named after the input
 * and the place of a value in its row; an input of another length stands in each row.
 */
export async function logNodeInputs(db: Database, inputs: readonly NodeTensor[]): Promise<void> {
  const rows = inputs[0]!.shape[0]!;
  const columns = inputs.flatMap(({ name, shape, data }) => {
    const width = shape[0] === rows ? data.length / rows : data.length;
    return Array.from({ length: width }, (_, at) => ({
      name: `${name}${at}`,
      values: Array.from({ length: rows }, (_, row) => data[shape[0] === rows ? row * width + at : at]!),
    }));
  });
  const isText = (value: number | string) => typeof value === 'string' && value !== 'NaN';
  const types = columns.map(({ name, values }) => `"${name}" ${values.some(isText) ? 'VARCHAR' : 'DOUBLE'}`);
  const cell = (value: number | string) => (value === 'NaN' ? 'NULL' : isText(value) ? `'${value}'` : String(value));
  const lines = Array.from(
    { length: rows },
    (_, row) => `(${[row, ...columns.map(({ values }) => cell(values[row]!))].join(', ')})`,
  );
  await db.run({
    text: `CREATE TABLE features_logged (row_id INTEGER, ${types.join(', ')});
INSERT INTO features_logged VALUES ${lines.join(', ')};
CREATE TABLE requests AS SELECT 0 AS request_index, 0 AS first_row, ${rows} AS rows`,
  });
}
