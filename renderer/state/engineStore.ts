import { create } from 'zustand';
import type { Job } from '../../shared/schemas/jobs';
import type { ConnectionState } from '../../shared/wire/reconnect';

interface EngineStore {
  connection: ConnectionState;
  state: 'ready' | 'busy' | 'stopping';
  /** Memory of the engine's process in bytes; null until it said so. */
  memoryBytes: number | null;
  jobs: Job[];
}

/** What the engine announces about itself. */
export const useEngineStore = create<EngineStore>(() => ({
  connection: { status: 'connecting' },
  state: 'ready',
  memoryBytes: null,
  jobs: [],
}));

/** Jobs that still run or wait. */
export function activeJobs(jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => job.state === 'running' || job.state === 'queued');
}

/** How far a job is, in [0, 1]; null when its end is not known. */
export function jobShare({ done, total }: Pick<Job, 'done' | 'total'>): number | null {
  return total === null || total <= 0 ? null : Math.max(0, Math.min(1, done / total));
}
