import { type CompiledForest, compileForest } from '../../../../shared/trees/compileForest';
import { applyLink } from '../../../../shared/trees/links';
import { scoreRows } from '../../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import type { LoadedModel } from '../localRuntime';
import type { Batch, ModelSignature } from '../modelRuntime';
import type { PlannedOutput } from '../planOutput';
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
export function runForest(forest: CompiledForest, { inputs, rows, outputs }: Batch): Float64Array[] {
  return forestColumns(forest, inputs[0]!.data as Float64Array, rows, outputs);
}

/** As `runForest`, of rows of features that follow each other in `matrix`. */
export function forestColumns(
  forest: CompiledForest,
  matrix: Float64Array,
  rows: number,
  wanted: readonly PlannedOutput[],
): Float64Array[] {
  const { outputs, link } = forest.trees;
  const raw = scoreRows(forest, matrix, rows);
  const predicted = wanted.some(({ tensor }) => tensor === treeOutputs.prediction)
    ? applyLink(link, raw.slice(), outputs)
    : raw;
  return wanted.map((output) => {
    const scores = new Float64Array(rows);
    const data = output.tensor === treeOutputs.prediction ? predicted : raw;
    takeColumn({ dims: [rows, outputs], data }, output, rows, scores);
    return scores;
  });
}
