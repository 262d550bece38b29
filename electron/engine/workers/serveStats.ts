import type { MessagePort } from 'node:worker_threads';
import { type InferenceWork, runInference } from '../compare/runInference';
import type { StatsReply } from '../compare/statsWorker';

/** Does one piece of resampling and answers with its result. */
export function serveStats(port: MessagePort, work: InferenceWork): void {
  const reply: StatsReply = { result: runInference(work) };
  port.postMessage(reply);
}
