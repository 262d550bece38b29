import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { toWireError, type WireError } from '../../../../shared/wire/errors';
import type { Batch } from '../modelRuntime';
import type { Wire } from '../runtimeMessages';
import { ForestRunner } from './forestRunner';
import { readTreeFile } from './readTreeFile';
import type { TreeFile } from './treeFile';

/** What a thread for trees is asked: `read` answers with a shared forest, `run` with scores, the others with nothing. */
export type TreeCall =
  | { method: 'read'; file: string }
  | { method: 'adopt'; handle: number; file: TreeFile }
  | { method: 'run'; handle: number; batch: Batch }
  | { method: 'forget'; handle: number };

export type TreeRequest = TreeCall & { id: number };
export type TreeReply = { id: number; result?: unknown; error?: WireError };

/** Answers the calls that come over `port`, one after another. */
export function serveTreeCalls(port: Wire): void {
  const forests = new Map<number, ForestRunner>();
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (message) => {
    last = last.then(() => answer(port, forests, message as TreeRequest));
  });
}

async function answer(port: Wire, forests: Map<number, ForestRunner>, request: TreeRequest): Promise<void> {
  try {
    const result = await dispatch(forests, request);
    const moved = Array.isArray(result) ? result.map((each) => each.buffer as ArrayBuffer) : [];
    port.postMessage({ id: request.id, result }, moved);
  } catch (error) {
    port.postMessage({ id: request.id, error: toWireError(error) });
  }
}

async function dispatch(forests: Map<number, ForestRunner>, request: TreeRequest) {
  switch (request.method) {
    case 'read': {
      const found = await readTreeFile(request.file);
      return found && { ...found, trees: shareForest(found.trees) };
    }
    case 'adopt':
      forests.set(request.handle, new ForestRunner(request.file));
      return null;
    case 'run':
      return forests.get(request.handle)!.run(request.batch);
    case 'forget':
      forests.delete(request.handle);
      return null;
  }
}

/** The same forest with its arrays in shared memory, so that every thread reads one copy. */
export function shareForest(trees: TreeEnsemble): TreeEnsemble {
  const shared = Object.entries(trees).map(([name, value]) => [name, ArrayBuffer.isView(value) ? share(value) : value]);
  return Object.fromEntries(shared) as TreeEnsemble;
}

function share(view: ArrayBufferView): ArrayBufferView {
  const memory = new SharedArrayBuffer(view.byteLength);
  new Uint8Array(memory).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return new (view.constructor as new (memory: SharedArrayBuffer) => ArrayBufferView)(memory);
}
