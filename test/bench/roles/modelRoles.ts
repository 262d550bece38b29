import { readFileSync } from 'node:fs';
import { scorePage } from '../../../electron/engine/scoring/batches';
import type { Batch } from '../../../electron/engine/scoring/modelRuntime';
import { sessionOptions } from '../../../electron/engine/scoring/onnxSession';
import { planModel } from '../../../electron/engine/scoring/planModel';
import { planOutput } from '../../../electron/engine/scoring/planOutput';
import { ForestRunner } from '../../../electron/engine/scoring/trees/forestRunner';
import { readTreeFile } from '../../../electron/engine/scoring/trees/readTreeFile';
import { treePool } from '../../../electron/engine/scoring/trees/treePool';
import { withoutTelemetry } from '../../../electron/engine/scoring/withoutTelemetry';
import { seededRandom } from '../../../shared/stats/random';
import { batchRows, pageOf, pageRows, timed } from './pages';

const wish = { features: null, rename: {}, missing: {}, inputs: {}, listwise: false };

/** A forest in this thread over batches that lie ready. Prints seconds. */
export async function forestScore([file, rows]: string[]): Promise<void> {
  const found = (await readTreeFile(file!))!;
  const runner = new ForestRunner(found);
  const { name, type } = found.signature.inputs[0]!;
  const width = found.trees.featureNames.length;
  const tensor = Object.keys(found.tensors)[0]!;
  const batches = batchesOf(width).map((data): Batch => {
    const values = type === 'float64' ? Float64Array.from(data) : data;
    const input = {
      name,
      type: 'float32' as const,
      width,
      shape: [null, width],
      perCall: false,
      pad: null,
      data: values,
    };
    const outputs = [{ tensor, column: null, classifier: false }];
    return { rows: batchRows, inputs: [input], calls: null, fixedRows: null, outputs };
  });
  await timed(rows!, async () => {
    for (const batch of batches) runner.run(batch);
  });
}

/** ONNX Runtime with one thread over batches that lie ready. Prints seconds. */
export async function forestBare([file, rows]: string[]): Promise<void> {
  withoutTelemetry();
  const ort = require('onnxruntime-node') as typeof import('onnxruntime-node');
  const session = await ort.InferenceSession.create(readFileSync(file!), { ...sessionOptions, intraOpNumThreads: 1 });
  const [input] = session.inputMetadata;
  const width = input!.isTensor ? Number(input!.shape[1]) : 0;
  const batches = batchesOf(width);
  await timed(rows!, async () => {
    for (const batch of batches) {
      await session.run({ [input!.name]: new ort.Tensor('float32', batch, [batchRows, width]) });
    }
  });
  await session.release();
}

/** Pages of columns in memory through the threads of a built command line, as a build scores them. Prints seconds. */
export async function forestPages([file, rows, cli]: string[]): Promise<void> {
  const pool = treePool(cli!);
  const { handle, signature } = await pool.load(file!);
  const names = signature.features!;
  const log = names.map((name) => ({ name, type: 'FLOAT' }));
  const plan = planModel(signature, wish, log);
  const outputs = [planOutput(signature, 'prediction')];
  const page = pageOf(names);
  const control = { batchRows, parallel: pool.parallel, run: pool.run.bind(pool, handle), done: () => {} };
  await timed(rows!, () => scorePage(plan, page, outputs, control));
  await pool.release(handle);
}

function batchesOf(width: number): Float32Array[] {
  const random = seededRandom(1);
  const value = () => random.next(8001) / 1000 - 4;
  return Array.from({ length: pageRows / batchRows }, () => Float32Array.from({ length: batchRows * width }, value));
}
