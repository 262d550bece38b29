import { workerBundle } from '../scoring/workerBundle';
import { askThread } from '../threads/askThread';
import type { InferenceRunner } from './inference';
import type { InferenceWork } from './runInference';
import { runTask, type StatsJob, type StatsResult, type StatsTask, type StatsWork } from './statsTasks';

/** Resampling below this many unit visits takes less time than starting a thread. */
const smallWork = 2e7;

/** Numbers of single rows over this many take less time than starting a thread. */
export const fewRows = 200_000;

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
  return askThread(
    bundle,
    { role: 'stats', job },
    {
      name: 'statistics',
      transfer: transfer.filter((each) => each instanceof ArrayBuffer),
      signal,
      hear: (result: StatsResult<T>) => ({ result }),
    },
  );
}
