import type { Vectors } from '../../../shared/embeddings/vectorSpace';
import { fromWireError, type WireError } from '../../../shared/wire/errors';
import { workerBundle } from '../scoring/workerBundle';
import { askThread, type Heard } from '../threads/askThread';
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
  return askThread(
    bundle,
    { role: 'layout', work },
    {
      name: 'layout',
      transfer: [work.vectors.data.buffer as ArrayBuffer],
      signal,
      hear: (reply: LayoutReply): Heard<VectorMap> => {
        if ('map' in reply) return { result: reply.map };
        if ('failure' in reply) return { failure: fromWireError(reply.failure) };
        progress?.(...reply.progress);
        return null;
      },
    },
  );
}
