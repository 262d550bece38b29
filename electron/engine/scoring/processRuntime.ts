import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { LocalRuntime } from './localRuntime';
import type { ModelRuntime } from './modelRuntime';
import { openOnnxSession } from './onnxSession';
import { ortWorker } from './ortWorker';
import { readTreeFile } from './trees/readTreeFile';
import { type TreePool, treePool } from './trees/treePool';
import { openTreeSession } from './trees/treeSession';
import { workerBundle } from './workerBundle';

let local: ModelRuntime | null = null;
let localTrees: ModelRuntime | null = null;
let trees: TreePool | null = null;

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

/** Where this process runs models of trees: in its threads for trees, else in the calling thread. */
export function treeRuntime(): ModelRuntime {
  localTrees ??= new LocalRuntime(openTreeSession);
  return pool() ?? localTrees;
}

/** Reads a file that is one forest, in a thread where this process has threads for trees. */
export function readTrees(file: string): Promise<TreeEnsemble> {
  return pool()?.read(file) ?? readTreeFile(file);
}

function pool(): TreePool | null {
  const bundle = workerBundle();
  if (bundle) trees ??= treePool(bundle);
  return trees;
}
