import { LocalRuntime } from './localRuntime';
import type { ModelRuntime } from './modelRuntime';
import { openOnnxSession } from './onnxSession';
import { ortWorker } from './ortWorker';
import { openTreeSession } from './trees/treeSession';
import { workerBundle } from './workerBundle';

let local: ModelRuntime | null = null;
let localTrees: ModelRuntime | null = null;

/**
 * Where this process runs ONNX models: in its scoring thread, when its program file can be started as a worker, else
 * in the calling thread (programs run from TypeScript, such as tests).
 */
export function processRuntime(): ModelRuntime {
  const bundle = workerBundle();
  if (bundle) return ortWorker(bundle);
  local ??= new LocalRuntime(openOnnxSession);
  return local;
}

/** Where this process runs models of trees. */
export function treeRuntime(): ModelRuntime {
  localTrees ??= new LocalRuntime(openTreeSession);
  return localTrees;
}
