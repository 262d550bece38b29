import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { StatsJob } from '../compare/statsTasks';
import type { LayoutWork } from '../embeddings/layoutWorker';
import { offerWorkerBundle } from '../scoring/workerBundle';
import type { PairFacts } from '../skew/pairFacts';
import { enterThread, type ThreadState } from '../threads/threadState';
import { serveLayout } from './serveLayout';
import { serveOrt } from './serveOrt';
import { serveSkew } from './serveSkew';
import { serveStats } from './serveStats';
import { serveTrees } from './serveTrees';

// A bundle that holds this module serves worker roles. Programs that run from TypeScript have no such file.
if (isMainThread && typeof __filename === 'string' && __filename.endsWith('.cjs')) offerWorkerBundle(__filename);

/**
 * What a bundle does when it was started as a worker from its own file, with `workerData: { role }`: takes up the role
 * and returns true. In the main thread, or in a worker without a role, it does nothing and returns false. Every entry
 * file calls this before anything else that a worker must not do.
 */
export function runWorkerRole(): boolean {
  const role: unknown = (workerData as { role?: unknown } | null)?.role;
  if (isMainThread || !parentPort || role === undefined) return false;
  enterThread((workerData as { state?: ThreadState }).state);
  if (role === 'ort') serveOrt(parentPort);
  else if (role === 'trees') serveTrees(parentPort);
  else if (role === 'stats') serveStats(parentPort, (workerData as { job: StatsJob }).job);
  else if (role === 'layout') void serveLayout(parentPort, (workerData as { work: LayoutWork }).work);
  else if (role === 'skew') serveSkew(parentPort, (workerData as { facts: PairFacts }).facts);
  else throw new Error(`There is no worker role "${String(role)}".`);
  return true;
}
