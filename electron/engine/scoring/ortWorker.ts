import { Worker } from 'node:worker_threads';
import { RankscopeError } from '../../../shared/wire/errors';
import type { ModelRuntime } from './modelRuntime';
import { RemoteRuntime, type Wire } from './runtimeMessages';
import { withoutTelemetry } from './withoutTelemetry';

/** The runtime's worker and when it is gone for good. */
interface Started {
  runtime: RemoteRuntime;
  worker: Worker;
}

let started: Started | null = null;

/**
 * The one thread of this process that runs ONNX Runtime, started at the first call from `bundle`, the CommonJS file
 * whose first statement is `runWorkerRole()`. A thread that died is replaced at the next call. ONNX Runtime in several
 * threads aborts the process at exit, so there is never a second one.
 */
export function ortWorker(bundle: string): ModelRuntime {
  started ??= start(bundle);
  return started.runtime;
}

/** Ends the thread after the call it is in, if it was ever started. */
export async function closeOrtWorker(): Promise<void> {
  const current = started;
  if (!current) return;
  started = null;
  const gone = new Promise((resolve) => current.worker.once('exit', resolve));
  await current.runtime.close().catch(() => current.worker.terminate());
  await gone;
}

function start(bundle: string): Started {
  withoutTelemetry();
  const worker = new Worker(bundle, { workerData: { role: 'ort' } });
  const current = { worker, runtime: new RemoteRuntime(worker as Wire) };
  const lose = (reason: string) => {
    if (started === current) started = null;
    current.runtime.lose(
      new RankscopeError({
        code: 'internal',
        message: `The scoring thread ended: ${reason}.`,
        hint: 'Open the case again.',
      }),
    );
  };
  worker.on('error', (error) => lose(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => lose(`exit code ${code}`));
  return current;
}
