import { Worker } from 'node:worker_threads';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import { workerBundle } from '../scoring/workerBundle';
import type { InferenceRunner } from './inference';
import type { InferenceWork } from './runInference';
import { runTask, type StatsJob, type StatsResult, type StatsTask, type StatsWork } from './statsTasks';

/** Resampling below this many unit visits takes less time than starting a thread. */
const smallWork = 2e7;

/** How a task is run: `small` ones take less time than a thread's start; buffers to `transfer` are lost here. */
export interface StatsOptions {
  small: boolean;
  transfer?: ArrayBufferLike[];
  signal?: AbortSignal;
}

export const statsRunner: InferenceRunner = (work, signal) =>
  runStats('inference', work, { small: visits(work) < smallWork, signal });

/**
 * Runs a task in a thread of its own where there is much to do and this program serves workers, else here. The result is
 * the same to the byte. Cancelling ends the thread.
 */
export async function runStats<T extends StatsTask>(
  task: T,
  work: StatsWork<T>,
  { small, transfer = [], signal }: StatsOptions,
): Promise<StatsResult<T>> {
  const bundle = workerBundle();
  return bundle === null || small ? runTask({ task, work }) : runInWorker(bundle, { task, work }, { transfer, signal });
}

function visits({ vectors, flips }: InferenceWork): number {
  const units = Math.min(vectors[0]?.sums.length ?? 0, 2000);
  return units * vectors.length * Math.max(flips, 10_000);
}

/** Runs the job in a new thread of `bundle`, the file whose first statement is `runWorkerRole()`. */
export function runInWorker<T extends StatsTask>(
  bundle: string,
  job: StatsJob<T>,
  { transfer = [], signal }: Omit<StatsOptions, 'small'> = {},
): Promise<StatsResult<T>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelledError());
    const transferList = transfer.filter((each) => each instanceof ArrayBuffer);
    const worker = new Worker(bundle, { workerData: { role: 'stats', job }, transferList });
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
    worker.once('message', (result: StatsResult<T>) => settle(() => resolve(result)));
    worker.once('error', (error) => lose(error instanceof Error ? error.message : String(error)));
    worker.once('exit', (code) => lose(`exit code ${code}`));
  });
}
