import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BatchInput } from '../../../../electron/engine/scoring/modelRuntime';
import { readOnnxTrees } from '../../../../electron/engine/scoring/onnxTrees/readOnnxTrees';
import { ForestRunner } from '../../../../electron/engine/scoring/trees/forestRunner';
import { type GraphText, writeOnnxGraph } from '../../../unit/trees/support/onnxFileWriter';

/** Every column of an output from both, row after row; `native` is null where the file is left to ONNX Runtime. */
export interface BothScores {
  native: number[] | null;
  ort: number[];
}

/** Scores rows by a graph natively and in ONNX Runtime with one thread, which adds the trees in the file's order. */
export async function scoreBoth(graph: GraphText, matrix: Float64Array, output: string): Promise<BothScores> {
  const bytes = writeOnnxGraph(graph, { packed: matrix.length % 2 === 0 });
  const [input] = graph.inputs;
  const width = Number(input!.shape[1]);
  const data = input!.type === 'float' ? Float32Array.from(matrix) : matrix;
  const rows = matrix.length / width;
  const options = { intraOpNumThreads: 1, logSeverityLevel: 4 as const };
  const session = await InferenceSession.create(bytes, options);
  try {
    const type = input!.type === 'float' ? 'float32' : 'float64';
    const result = await session.run({ [input!.name]: new Tensor(type, data as Float32Array, [rows, width]) }, [
      output,
    ]);
    const ort = [...(result[output]!.data as Float32Array)].map(Number);
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
