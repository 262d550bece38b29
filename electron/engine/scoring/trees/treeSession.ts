import { type CompiledForest, compileForest } from '../../../../shared/trees/compileForest';
import { applyLink } from '../../../../shared/trees/links';
import { scoreRows } from '../../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import type { LoadedModel } from '../localRuntime';
import type { Batch, ModelSignature } from '../modelRuntime';
import { takeColumn } from '../takeColumn';
import { readTreeFile } from './readTreeFile';

/** Counts up with every change that could change a score: older score tables are then made again. */
export const treesVersion = 1;

/** The two outputs of every model of trees: what the library's `predict` gives, and the score before the link. */
export const treeOutputs = { prediction: 'prediction', raw: 'raw' } as const;

/** Loads a model of trees to be run in the calling thread. */
export async function openTreeSession(file: string): Promise<LoadedModel> {
  const trees = await readTreeFile(file);
  const forest = compileForest(trees);
  return {
    signature: treeSignature(trees),
    run: async (batch) => runForest(forest, batch),
    release: async () => {},
  };
}

/** A forest as a model: one float64 matrix of its features, and the outputs `prediction` and `raw`. */
export function treeSignature({ featureNames, outputs }: TreeEnsemble): ModelSignature {
  return {
    inputs: [{ name: 'features', type: 'float64', shape: [null, featureNames.length] }],
    outputs: Object.values(treeOutputs).map((name) => ({ name, type: 'float64', shape: [null, outputs] })),
    features: featureNames,
    zipMaps: [],
  };
}

/** For each output of a batch, one column of the raw scores or of the predictions. */
export function runForest(forest: CompiledForest, batch: Batch): Float64Array[] {
  const { outputs, link } = forest.trees;
  const raw = scoreRows(forest, batch.inputs[0]!.data as Float64Array, batch.rows);
  const predicted = batch.outputs.some(({ tensor }) => tensor === treeOutputs.prediction)
    ? applyLink(link, raw.slice(), outputs)
    : raw;
  return batch.outputs.map((output) => {
    const scores = new Float64Array(batch.rows);
    const data = output.tensor === treeOutputs.prediction ? predicted : raw;
    takeColumn({ dims: [batch.rows, outputs], data }, output, batch.rows, scores);
    return scores;
  });
}
