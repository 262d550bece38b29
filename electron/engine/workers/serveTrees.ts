import type { MessagePort } from 'node:worker_threads';
import type { Wire } from '../scoring/runtimeMessages';
import { serveTreeCalls } from '../scoring/trees/treeMessages';

/** Reads and runs models of trees over the port of a worker until it is terminated. */
export function serveTrees(port: MessagePort): void {
  serveTreeCalls(port as Wire);
}
