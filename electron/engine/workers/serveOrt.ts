import type { MessagePort } from 'node:worker_threads';
import { LocalRuntime } from '../scoring/localRuntime';
import { openOnnxSession } from '../scoring/onnxSession';
import { serveRuntime, type Wire } from '../scoring/runtimeMessages';

/** Serves ONNX Runtime over the port of a worker until it is told to close. */
export function serveOrt(port: MessagePort): void {
  serveRuntime(port as Wire, new LocalRuntime(openOnnxSession), () => port.close());
}
