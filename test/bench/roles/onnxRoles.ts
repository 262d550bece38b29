import { scorePage } from '../../../electron/engine/scoring/batches';
import { sessionOptions } from '../../../electron/engine/scoring/onnxSession';
import { closeOrtWorker, ortWorker } from '../../../electron/engine/scoring/ortWorker';
import { planModel } from '../../../electron/engine/scoring/planModel';
import { planOutput } from '../../../electron/engine/scoring/planOutput';
import { withoutTelemetry } from '../../../electron/engine/scoring/withoutTelemetry';
import { seededRandom } from '../../../shared/stats/random';
import { batchRows, pageOf, pageRows, timed } from './pages';

/** Scores pages that are in memory already, in the scoring thread of a built command line. Prints seconds. */
export async function onnxScore([file, rows, cli]: string[]): Promise<void> {
  const runtime = ortWorker(cli!);
  const { handle, signature } = await runtime.load(file!);
  const names = signature.features!;
  const wish = { features: null, rename: {}, missing: {}, inputs: {}, listwise: false };
  const plan = planModel(
    signature,
    wish,
    names.map((name) => ({ name, type: 'FLOAT' })),
  );
  const outputs = [planOutput(signature, null)];
  const page = pageOf(names);
  const control = { batchRows, run: runtime.run.bind(runtime, handle), done: () => {} };
  await timed(rows!, () => scorePage(plan, page, outputs, control));
  await runtime.release(handle);
  await closeOrtWorker();
}

/** A bare loop over batches that lie ready, with the options of a session. Prints seconds. */
export async function onnxBare([file, rows]: string[]): Promise<void> {
  withoutTelemetry();
  const ort = require('onnxruntime-node') as typeof import('onnxruntime-node');
  const session = await ort.InferenceSession.create(file!, sessionOptions);
  const [input] = session.inputMetadata;
  const width = input!.isTensor ? Number(input!.shape[1]) : 0;
  const random = seededRandom(1);
  const batches = Array.from({ length: pageRows / batchRows }, () =>
    Float32Array.from({ length: batchRows * width }, () => random.next(1000) / 1000),
  );
  await timed(rows!, async () => {
    for (const batch of batches) {
      await session.run({ [input!.name]: new ort.Tensor('float32', batch, [batchRows, width]) });
    }
  });
  await session.release();
}
