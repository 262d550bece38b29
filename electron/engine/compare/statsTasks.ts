import { objectiveNumbers } from '../objectives/objectiveNumbers';
import { pointwiseValues } from './pointwiseValues';
import { runInference } from './runInference';

/** What a thread of statistics can be asked: pure functions over typed arrays, so that every thread gives the same bytes. */
export const statsTasks = {
  inference: runInference,
  pointwise: pointwiseValues,
  objective: objectiveNumbers,
} as const;

export type StatsTask = keyof typeof statsTasks;
export type StatsWork<T extends StatsTask> = Parameters<(typeof statsTasks)[T]>[0];
export type StatsResult<T extends StatsTask> = ReturnType<(typeof statsTasks)[T]>;

/** A task and what it is given. */
export interface StatsJob<T extends StatsTask = StatsTask> {
  task: T;
  work: StatsWork<T>;
}

/** Does the job in this thread. */
export function runTask<T extends StatsTask>({ task, work }: StatsJob<T>): StatsResult<T> {
  const run = statsTasks[task] as (work: StatsWork<T>) => StatsResult<T>;
  return run(work);
}
