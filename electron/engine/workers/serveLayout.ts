import type { MessagePort } from 'node:worker_threads';
import { toWireError } from '../../../shared/wire/errors';
import type { LayoutReply, LayoutWork } from '../embeddings/layoutWorker';
import { projectVectors } from '../embeddings/projectVectors';

/** Makes one map, tells how far it is, and answers with it or with what is wrong with the vectors or settings. */
export async function serveLayout(port: MessagePort, { vectors, settings }: LayoutWork): Promise<void> {
  const say = (reply: LayoutReply) => port.postMessage(reply);
  try {
    const progress = (done: number, total: number, text: string) => say({ progress: [done, total, text] });
    say({ map: await projectVectors(vectors, settings, { progress }) });
  } catch (error) {
    say({ failure: toWireError(error) });
  }
}
