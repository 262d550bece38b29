import { scorePage } from '../../../electron/engine/scoring/batches';
import type { FeaturePage } from '../../../electron/engine/scoring/featurePages';
import { sessionOptions } from '../../../electron/engine/scoring/onnxSession';
import { closeOrtWorker, ortWorker } from '../../../electron/engine/scoring/ortWorker';
import { planModel } from '../../../electron/engine/scoring/planModel';
import { planOutput } from '../../../electron/engine/scoring/planOutput';
import { withoutTelemetry } from '../../../electron/engine/scoring/withoutTelemetry';
import { seededRandom } from '../../../shared/stats/random';

const batchRows = 8192;
const pageRows = 8 * batchRows;

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

/** Runs a page once to warm up, then as often as the rows need; the seconds are those of `rows` rows. */
async function timed(rows: string, page: () => Promise<unknown>): Promise<void> {
  await page();
  const pages = Math.max(1, Math.round(Number(rows) / pageRows));
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < pages; i++) await page();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ rows: pages * pageRows, seconds, cpuSeconds: (user + system) / 1e6 }));
}

function pageOf(names: readonly string[]): FeaturePage {
  const random = seededRandom(1);
  const columns = names.map((name) => {
    const data = Float32Array.from({ length: pageRows }, () => random.next(1000) / 1000);
    return [name, { name, type: 'f32' as const, data }] as const;
  });
  const rowIds = Int32Array.from({ length: pageRows }, (_, row) => row);
  return { from: 0, to: pageRows, rowIds, rows: pageRows, columns: new Map(columns), starts: null, present: null };
}
