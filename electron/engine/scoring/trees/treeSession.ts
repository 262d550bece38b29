import type { LoadedModel } from '../localRuntime';
import { ForestRunner } from './forestRunner';
import type { TreeFile } from './treeFile';

/** Counts up with every change that could change a score: older score tables are then made again. */
export const treesVersion = 1;

/** A forest that is run in the calling thread. */
export function treeSession(file: TreeFile): LoadedModel {
  const runner = new ForestRunner(file);
  return { signature: file.signature, run: async (batch) => runner.run(batch), release: async () => {} };
}
