import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Batch, BatchInput, ModelSignature, TensorInfo } from './modelRuntime';
import { readOnnxFile } from './onnxFile';
import { takeColumn } from './takeColumn';
import { withoutTelemetry } from './withoutTelemetry';

type Ort = typeof import('onnxruntime-node');

/** A model loaded in ONNX Runtime: what it takes and gives, and how to run it. */
export interface OnnxSession {
  signature: ModelSignature;
  run(batch: Batch): Promise<Float64Array[]>;
  release(): Promise<void>;
}

// Without the arena ONNX Runtime frees what a run used: Electron ends the process at one allocation of 2 GiB, which
// the arena asks for by growing in powers of two.
const options: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  enableCpuMemArena: false,
  enableMemPattern: false,
  intraOpNumThreads: Math.max(1, availableParallelism() - 1),
  interOpNumThreads: 1,
  logSeverityLevel: 4,
};

/** Loads an ONNX file. A file that ONNX Runtime does not take is refused in a sentence that names it. */
export async function openOnnxSession(file: string): Promise<OnnxSession> {
  const { metadata, zipMaps, edited } = readOnnxFile(await readFile(file), file);
  const features = featureOrder(metadata.get('rankscope.features'), file);
  // A file that was not edited is loaded by its path, so that weights kept beside it are found.
  const ort = await loadOrt();
  const session = await orRefuse(file, 'could not be loaded', () =>
    edited ? ort.InferenceSession.create(edited, options) : ort.InferenceSession.create(file, options),
  );
  const signature: ModelSignature = {
    inputs: session.inputMetadata.map(tensorInfo),
    outputs: session.outputMetadata.map(tensorInfo),
    features,
    zipMaps,
  };
  return {
    signature,
    run: (batch) => orRefuse(file, 'failed while scoring', () => runBatch(ort, session, batch)),
    release: () => session.release(),
  };
}

// Not a static import: bundles load those at their start, and the library may live in the scoring thread only. Bundles
// take `require`, which Electron resolves inside its archive in every thread.
async function loadOrt(): Promise<Ort> {
  withoutTelemetry();
  if (typeof require === 'function') return require('onnxruntime-node');
  const loaded = await import('onnxruntime-node');
  return 'default' in loaded ? (loaded.default as Ort) : loaded;
}

function featureOrder(text: string | undefined, file: string): string[] | null {
  if (text === undefined) return null;
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Not JSON: the sentence below covers it.
  }
  throw new RankscopeError({
    code: 'input',
    message: `${file}: the model's metadata "rankscope.features" is not a JSON array of names.`,
    hint: 'Write the metadata as ["feature_a", "feature_b"], or list the names under features: in case.yaml.',
    where: { file },
  });
}

function tensorInfo(value: InferenceSession.ValueMetadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: null, shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : null));
  return { name: value.name, type: value.type, shape };
}

async function runBatch(ort: Ort, session: InferenceSession, batch: Batch): Promise<Float64Array[]> {
  const taken = batch.outputs.map(() => new Float64Array(batch.rows));
  const tensors = [...new Set(batch.outputs.map(({ tensor }) => tensor))];
  const step = batch.fixedRows ?? batch.rows;
  for (let start = 0; start < batch.rows; start += step) {
    const rows = Math.min(step, batch.rows - start);
    const feeds = Object.fromEntries(batch.inputs.map((input) => [input.name, feed(ort, input, start, rows, step)]));
    const result = await session.run(feeds, tensors);
    batch.outputs.forEach((output, index) => {
      takeColumn(result[output.tensor]!, output, step, taken[index]!.subarray(start, start + rows));
    });
  }
  return taken;
}

/** The rows `[start, start + rows)` as a tensor of `step` rows; a short last batch repeats its last row. */
function feed(ort: Ort, input: BatchInput, start: number, rows: number, step: number): Tensor {
  const { width } = input;
  let data = input.data.subarray(start * width, (start + rows) * width);
  if (rows < step) data = padRows(data, rows, step, width);
  return new ort.Tensor(input.type, data as Float32Array, input.rank === 1 ? [step] : [step, width]);
}

function padRows(data: BatchInput['data'], rows: number, step: number, width: number): BatchInput['data'] {
  const padded = new (data.constructor as Float32ArrayConstructor)(step * width);
  padded.set(data as Float32Array);
  for (let row = rows; row < step; row++) padded.copyWithin(row * width, (rows - 1) * width, rows * width);
  return padded;
}

async function orRefuse<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RankscopeError) throw error;
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 400);
    throw new RankscopeError(
      { code: 'input', message: `${file} ${what}. ONNX Runtime says: ${reason}`, where: { file } },
      { cause: error },
    );
  }
}
