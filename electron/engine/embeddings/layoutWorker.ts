import { Worker } from 'node:worker_threads';
import type { Vectors } from '../../../shared/embeddings/vectorSpace';
import { cancelledError, fromWireError, RankscopeError, type WireError } from '../../../shared/wire/errors';
import { workerBundle } from '../scoring/workerBundle';
import type { ProjectionSettings } from './projectionSettings';
import { projectVectors, type VectorMap } from './projectVectors';
import type { WorkControl } from './turns';

/** What a layout thread is given. */
export interface LayoutWork {
  vectors: Vectors;
  settings: ProjectionSettings;
}

/** What it says: how far it is, again and again, and at last the map or why there is none. */
export type LayoutReply =
  | { progress: [done: number, total: number, text: string] }
  | { map: VectorMap }
  | { failure: WireError };

/**
 * `projectVectors` in a thread of its own where this program serves workers, else here; the same bytes either way. A
 * thread takes the vectors with it, so they must not be used after. Cancelling ends the thread.
 */
export function projectInWorker(
  vectors: Vectors,
  settings: ProjectionSettings,
  control: WorkControl = {},
): Promise<VectorMap> {
  const bundle = workerBundle();
  if (bundle === null) return projectVectors(vectors, settings, control);
  return runLayout(bundle, { vectors, settings }, control);
}

/** Runs the work in a new thread of `bundle`, the file whose first statement is `runWorkerRole()`. */
export function runLayout(
  bundle: string,
  work: LayoutWork,
  { signal, progress }: WorkControl = {},
): Promise<VectorMap> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelledError());
    const transferList = [work.vectors.data.buffer as ArrayBuffer];
    const worker = new Worker(bundle, { workerData: { role: 'layout', work }, transferList });
    const settle = (finish: () => void) => {
      signal?.removeEventListener('abort', cancel);
      worker.removeAllListeners();
      void worker.terminate();
      finish();
    };
    const lose = (reason: string) =>
      settle(() => reject(new RankscopeError({ code: 'internal', message: `The layout thread ended: ${reason}.` })));
    const cancel = () => settle(() => reject(cancelledError()));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (reply: LayoutReply) => {
      if ('progress' in reply) progress?.(...reply.progress);
      else if ('map' in reply) settle(() => resolve(reply.map));
      else settle(() => reject(fromWireError(reply.failure)));
    });
    worker.once('error', (error) => lose(error instanceof Error ? error.message : String(error)));
    worker.once('exit', (code) => lose(`exit code ${code}`));
  });
}
