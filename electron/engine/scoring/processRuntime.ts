import { FileCache } from './fileCache';
import { LocalRuntime } from './localRuntime';
import type { ModelRuntime } from './modelRuntime';
import { openOnnxSession } from './onnxSession';
import { ortWorker } from './ortWorker';
import { readTreeFile } from './trees/readTreeFile';
import type { TreeFile } from './trees/treeFile';
import { type TreePool, treePool } from './trees/treePool';
import { treeSession } from './trees/treeSession';
import { workerBundle } from './workerBundle';

let local: ModelRuntime | null = null;
let trees: ModelRuntime | null = null;
let threads: TreePool | null = null;
const treeFiles = new FileCache<TreeFile | null>({ files: 4, bytes: 64_000_000 });

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
  const shared = pool();
  trees ??= shared
    ? {
        parallel: shared.parallel,
        load: async (file) => shared.adopt(await someTrees(file)),
        run: (handle, batch) => shared.run(handle, batch),
        release: (handle) => shared.release(handle),
        close: () => shared.close(),
      }
    : new LocalRuntime(async (file) => treeSession(await someTrees(file)));
  return trees;
}

/** Keeps the threads for trees of this process, once they have started, until the returned function is called. */
export function holdTreeThreads(): () => void {
  return pool()?.hold() ?? (() => undefined);
}

/**
 * Reads a file that is one forest, in a thread where this process has threads for trees; null for an ONNX file that is
 * something else. The last few are kept.
 */
export function readTrees(file: string): Promise<TreeFile | null> {
  return treeFiles.get(file, () => pool()?.read(file) ?? readTreeFile(file));
}

async function someTrees(file: string): Promise<TreeFile> {
  const found = await readTrees(file);
  if (found) return found;
  throw new Error(`${file} was to be run as one forest, and is none`);
}

function pool(): TreePool | null {
  const bundle = workerBundle();
  if (bundle) threads ??= treePool(bundle);
  return threads;
}
