import { processRuntime } from '../../../../electron/engine/scoring/processRuntime';
import { runWorkerRole } from '../../../../electron/engine/workers/entry';

/** In the main thread: loads the model that the command line names, prints its features, and is done. */
async function main(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const runtime = processRuntime();
  const { handle, signature } = await runtime.load(file);
  await runtime.release(handle);
  const native = Object.keys(require.cache).some((name) => name.includes('onnxruntime'));
  console.log(JSON.stringify({ features: signature.features, native }));
}

if (!runWorkerRole()) void main(process.argv[2]);
