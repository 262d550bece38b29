import type { MessagePort } from 'node:worker_threads';
import { runTask, type StatsJob } from '../compare/statsTasks';

/** Does one job of statistics and answers with its result. */
export function serveStats(port: MessagePort, job: StatsJob): void {
  port.postMessage(runTask(job));
}
