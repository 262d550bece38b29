import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { claimEnd, newThreadState, setFree } from './threadState';

/** A thread of the program's bundle in one role. */
export interface RoleThread {
  worker: Worker;
  /** Ends it as soon as that is safe; what it still says meanwhile is nobody's. */
  end(): Promise<void>;
}

const threads = new Set<RoleThread>();
const betweenLooksMs = 5;

/** Starts a thread of `bundle`, the CommonJS file whose first statement is `runWorkerRole()`. */
export function startRole(
  bundle: string,
  data: { role: string } & Readonly<Record<string, unknown>>,
  transferList: ArrayBuffer[] = [],
): RoleThread {
  const state = newThreadState();
  const worker = new Worker(bundle, { workerData: { ...data, state }, transferList });
  let ending: Promise<void> | undefined;
  const end = async () => {
    while (!claimEnd(state)) await sleep(betweenLooksMs);
    await worker.terminate();
  };
  const thread = { worker, end: () => (ending ??= end()) };
  threads.add(thread);
  worker.once('exit', () => {
    setFree(state);
    threads.delete(thread);
  });
  return thread;
}

/** Ends every thread of this process that `startRole` started: a process that exits ends them where they are. */
export async function endThreads(): Promise<void> {
  await Promise.all([...threads].map((thread) => thread.end()));
}
