import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { RankscopeError } from '../../../shared/wire/errors';
import { toHalf } from './halfFloat';
import type { Batch, BatchInput, FeedArray, ModelSignature, TensorInfo } from './modelRuntime';
import { featureOrder } from './onnxFeatures';
import { readOnnxFile } from './onnxFile';
import { ortReason } from './ortReason';
import { takeColumn } from './takeColumn';
import { refuseHuge, requireWeights } from './weightFiles';
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
export const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  enableCpuMemArena: false,
  enableMemPattern: false,
  intraOpNumThreads: Math.max(1, availableParallelism() - 1),
  interOpNumThreads: 1,
  logSeverityLevel: 4,
};

/** Loads an ONNX file. A file that ONNX Runtime does not take is refused in a sentence that names it. */
export async function openOnnxSession(file: string): Promise<OnnxSession> {
  await refuseHuge(file);
  const { metadata, zipMaps, weights, edited } = readOnnxFile(await readFile(file), file);
  await requireWeights(file, weights);
  const features = featureOrder(metadata.get('rankscope.features'), file);
  const ort = await loadOrt();
  const session = await orRefuse(file, 'could not be loaded', () =>
    edited ? ort.InferenceSession.create(edited, besideOf(file)) : ort.InferenceSession.create(file, sessionOptions),
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

/** An edited file is loaded from memory: this says where the weights are that the file keeps beside itself. */
function besideOf(file: string): InferenceSession.SessionOptions {
  return {
    ...sessionOptions,
    extra: { session: { model_external_initializers_file_folder_path: path.dirname(file) } },
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

function tensorInfo(value: InferenceSession.ValueMetadata): TensorInfo {
  if (!value.isTensor) return { name: value.name, type: null, shape: [] };
  const shape = value.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : null));
  const dimensions = value.shape.map((size) => (typeof size === 'string' && size !== '' ? size : null));
  return { name: value.name, type: value.type, shape, dimensions };
}

/** One call of a session: rows `[start, start + rows)` of the batch, filled up to `fed` rows. */
interface Call {
  index: number;
  start: number;
  rows: number;
  fed: number;
}

async function runBatch(ort: Ort, session: InferenceSession, batch: Batch): Promise<Float64Array[]> {
  const taken = batch.outputs.map(() => new Float64Array(batch.rows));
  const tensors = [...new Set(batch.outputs.map(({ tensor }) => tensor))];
  for (const call of callsOf(batch)) {
    const feeds = Object.fromEntries(batch.inputs.map((input) => [input.name, feed(ort, input, call)]));
    const result = await session.run(feeds, tensors);
    batch.outputs.forEach((output, index) => {
      const target = taken[index]!.subarray(call.start, call.start + call.rows);
      takeColumn(result[output.tensor]!, output, call.fed, target);
    });
  }
  return taken;
}

function* callsOf({ rows, calls, fixedRows }: Batch): Generator<Call> {
  let end = 0;
  for (const [index, count] of (calls ?? [rows]).entries()) {
    const fed = fixedRows ?? count;
    end += count;
    for (let start = end - count; start < end; start += fed) {
      yield { index, start, rows: Math.min(fed, end - start), fed };
    }
  }
}

/** What one call takes of an input. */
function feed(ort: Ort, input: BatchInput, { index, start, rows, fed }: Call): Tensor {
  const { width, perCall } = input;
  const [from, to] = perCall ? [index, index + 1] : [start, start + rows];
  const data = part(input.data, from * width, to * width);
  const whole = perCall || rows === fed ? data : padRows(data, rows, fed, input);
  const dims = input.shape.map((size) => size ?? fed);
  return input.type === 'string'
    ? new ort.Tensor('string', whole as string[], dims)
    : new ort.Tensor(input.type, whole as Float32Array, dims);
}

function part(data: FeedArray, from: number, to: number): FeedArray {
  return Array.isArray(data) ? data.slice(from, to) : data.subarray(from, to);
}

/** A call that is too short is filled with the input's `pad`, else with copies of its last row. */
function padRows(data: FeedArray, rows: number, fed: number, { width, type, pad }: BatchInput): FeedArray {
  if (Array.isArray(data)) {
    const last = data.slice((rows - 1) * width);
    const filler = pad === null ? last : last.map(() => String(pad));
    return [...data, ...Array.from({ length: fed - rows }, () => filler).flat()];
  }
  const padded = new (data.constructor as Float32ArrayConstructor)(fed * width);
  padded.set(data as Float32Array);
  if (pad === null) {
    for (let row = rows; row < fed; row++) padded.copyWithin(row * width, (rows - 1) * width, rows * width);
    return padded;
  }
  const value = type === 'int64' ? BigInt(pad) : type === 'float16' ? toHalf(Number(pad)) : Number(pad);
  return padded.fill(value as number, rows * width);
}

async function orRefuse<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RankscopeError) throw error;
    const { reason, hint } = ortReason(error);
    throw new RankscopeError(
      { code: 'input', message: `${file} ${what}: ${reason.replace(/\.$/, '')}.`, hint, where: { file } },
      { cause: error },
    );
  }
}
