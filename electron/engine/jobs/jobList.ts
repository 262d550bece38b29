import type { Job } from '../../../shared/schemas/jobs';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';

/** Reports progress of a job. `total` is null while the end is not known. */
export type JobProgress = (done: number, total: number | null, text: string) => void;

export interface JobWork {
  kind: Job['kind'];
  title: string;
  session: string | null;
}

interface Entry {
  job: Job;
  controller: AbortController;
  settled: Promise<void>;
}

const finishedKept = 20;

/**
 * Every piece of work that a person can watch and cancel. Detached jobs run one at a time, in order, and outlive their
 * client; attached jobs mirror requests that take long. The listener hears of each change, at most once a tick.
 */
export class JobList {
  private readonly entries = new Map<string, Entry>();
  private tail: Promise<void> = Promise.resolve();
  private counter = 0;
  private announced = false;
  private readonly onChange: (jobs: Job[]) => void;

  constructor(onChange: (jobs: Job[]) => void) {
    this.onChange = onChange;
  }

  list(): Job[] {
    return [...this.entries.values()].map((entry) => ({ ...entry.job }));
  }

  /** Queues detached work. The returned `settled` never rejects: the job's own state tells how it ended. */
  startDetached(
    work: JobWork,
    run: (signal: AbortSignal, progress: JobProgress) => Promise<void>,
  ): { id: string; settled: Promise<void> } {
    this.counter += 1;
    const entry = this.add(`job-${this.counter}`, work, true, 'queued');
    entry.settled = this.tail.then(() => this.runDetached(entry, run));
    this.tail = entry.settled;
    return { id: entry.job.id, settled: entry.settled };
  }

  /** Lists a request that is already running. `finish` takes it off again. */
  attach(id: string, work: JobWork, controller: AbortController): { progress: JobProgress; finish: () => void } {
    const entry = this.add(id, work, false, 'running');
    entry.controller = controller;
    return {
      progress: (done, total, text) => this.update(entry, { done, total, text }),
      finish: () => {
        this.entries.delete(id);
        this.announce();
      },
    };
  }

  /** True when the job was still running or queued. */
  cancel(id: string): boolean {
    const entry = this.entries.get(id);
    if (!entry || (entry.job.state !== 'running' && entry.job.state !== 'queued')) return false;
    entry.controller.abort(new RankscopeError({ code: 'cancelled', message: 'The work was cancelled.' }));
    return true;
  }

  /** Cancels everything and waits until nothing runs. */
  async close(): Promise<void> {
    for (const id of this.entries.keys()) this.cancel(id);
    await this.tail;
  }

  private add(id: string, work: JobWork, detached: boolean, state: Job['state']): Entry {
    const job: Job = { id, ...work, detached, state, done: 0, total: null, text: '', error: null };
    const entry: Entry = { job, controller: new AbortController(), settled: Promise.resolve() };
    this.entries.set(id, entry);
    this.announce();
    return entry;
  }

  private async runDetached(
    entry: Entry,
    run: (signal: AbortSignal, progress: JobProgress) => Promise<void>,
  ): Promise<void> {
    const { signal } = entry.controller;
    try {
      signal.throwIfAborted();
      this.update(entry, { state: 'running' });
      await run(signal, (done, total, text) => this.update(entry, { done, total, text }));
      this.update(entry, { state: 'done' });
    } catch (thrown) {
      const error = toWireError(thrown);
      this.update(entry, { state: error.code === 'cancelled' ? 'cancelled' : 'failed', error });
    }
    this.forgetOld();
  }

  private update(entry: Entry, change: Partial<Job>): void {
    Object.assign(entry.job, change);
    this.announce();
  }

  private forgetOld(): void {
    const finished = [...this.entries.values()].filter(
      ({ job }) => job.detached && job.state !== 'running' && job.state !== 'queued',
    );
    for (const { job } of finished.slice(0, Math.max(0, finished.length - finishedKept))) this.entries.delete(job.id);
  }

  private announce(): void {
    if (this.announced) return;
    this.announced = true;
    setImmediate(() => {
      this.announced = false;
      this.onChange(this.list());
    });
  }
}
