import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BatchInput } from '../../../../electron/engine/scoring/modelRuntime';
import { readOnnxFile } from '../../../../electron/engine/scoring/onnxFile';
import { readOnnxTrees } from '../../../../electron/engine/scoring/onnxTrees/readOnnxTrees';
import { ForestRunner } from '../../../../electron/engine/scoring/trees/forestRunner';
import { type GraphText, writeOnnxGraph } from '../../../unit/trees/support/onnxFileWriter';

/** Every column of an output from both, row after row; `native` is null where the file is left to ONNX Runtime. */
export interface BothScores {
  native: number[] | null;
  ort: number[];
}

/** Scores rows by a graph natively and in ONNX Runtime with one thread, which adds the trees in the file's order. */
export function scoreBoth(graph: GraphText, matrix: Float64Array, output: string): Promise<BothScores> {
  const bytes = writeOnnxGraph(graph, { packed: matrix.length % 2 === 0 });
  return scoreFileBoth(bytes, matrix, Number(graph.inputs[0]!.shape[1]), output);
}

/** As `scoreBoth`, for a file over rows of `width` values. */
export async function scoreFileBoth(
  file: Uint8Array,
  matrix: Float64Array,
  width: number,
  output: string,
): Promise<BothScores> {
  const bytes = readOnnxFile(file, 'm.onnx').edited ?? file;
  const rows = matrix.length / width;
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  try {
    const [input] = session.inputMetadata;
    const type = input!.isTensor && input!.type === 'float64' ? 'float64' : 'float32';
    const data = type === 'float32' ? Float32Array.from(matrix) : matrix;
    // Some files fix the rows of a call.
    const fixed = input!.isTensor ? input!.shape[0] : null;
    const fed = typeof fixed === 'number' && fixed > 0 ? fixed : rows;
    const ort: number[] = [];
    for (let row = 0; row < rows; row += fed) {
      const part = data.slice(row * width, (row + fed) * width);
      const tensor = new Tensor(type, part as Float32Array, [fed, width]);
      const result = await session.run({ [input!.name]: tensor }, [output]);
      ort.push(...[...(result[output]!.data as Float32Array)].map(Number));
    }
    return { native: nativeScores(bytes, data, width, output, ort.length / rows), ort };
  } finally {
    await session.release();
  }
}

/** `columns` columns of an output as the native evaluator gives them. */
export function nativeScores(
  bytes: Uint8Array,
  data: Float32Array | Float64Array,
  width: number,
  tensor: string,
  columns: number,
): number[] | null {
  const file = readOnnxTrees(bytes, 'm.onnx');
  if (!file) return null;
  const { name, type } = file.signature.inputs[0]!;
  const input: BatchInput = {
    name,
    type: type as 'float32',
    width,
    shape: [null, width],
    perCall: false,
    pad: null,
    data,
  };
  const outputs = Array.from({ length: columns }, (_, column) => ({ tensor, column, classifier: false }));
  const rows = data.length / width;
  const runner = new ForestRunner(file);
  const scores = runner.run({ rows, inputs: [input], calls: null, fixedRows: null, outputs });
  return Array.from({ length: rows * columns }, (_, at) => scores[at % columns]![Math.floor(at / columns)]!);
}
