import { Worker } from 'node:worker_threads';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import { workerBundle } from '../scoring/workerBundle';
import type { InferenceRunner } from './inference';
import { type InferenceResult, type InferenceWork, runInference } from './runInference';

/** Resampling below this many unit visits takes less time than starting a thread. */
const smallWork = 2e7;

/** What the worker answers. */
export type StatsReply = { result: InferenceResult } | { failure: string };

/**
 * Resamples in a thread of its own where there is much to do and this program serves workers, else here. The result is
 * the same to the byte. Cancelling ends the thread.
 */
export const statsRunner: InferenceRunner = async (work, signal) => {
  const bundle = workerBundle();
  return bundle === null || visits(work) < smallWork ? runInference(work) : runInWorker(bundle, work, signal);
};

function visits({ vectors, flips }: InferenceWork): number {
  const units = Math.min(vectors[0]?.sums.length ?? 0, 2000);
  return units * vectors.length * Math.max(flips, 10_000);
}

/** Runs the work in a new thread of `bundle`, the file whose first statement is `runWorkerRole()`. */
export function runInWorker(bundle: string, work: InferenceWork, signal?: AbortSignal): Promise<InferenceResult> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelledError());
    const worker = new Worker(bundle, { workerData: { role: 'stats', work } });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners();
      void worker.terminate();
      finish();
    };
    const lose = (reason: string) =>
      settle(() =>
        reject(new RankscopeError({ code: 'internal', message: `The statistics thread ended: ${reason}.` })),
      );
    const cancel = () => settle(() => reject(cancelledError()));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.once('message', (reply: StatsReply) =>
      'failure' in reply ? lose(reply.failure) : settle(() => resolve(reply.result)),
    );
    worker.once('error', (error) => lose(error instanceof Error ? error.message : String(error)));
    worker.once('exit', (code) => lose(`exit code ${code}`));
  });
}
