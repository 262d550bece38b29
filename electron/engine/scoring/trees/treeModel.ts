import type { ResolvedModel } from '../../../../shared/case/resolvedCase';
import { type CompiledForest, compileForest } from '../../../../shared/trees/compileForest';
import { scoreRows } from '../../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import type { Queries } from '../../db/connection';
import { featureColumns } from '../featureColumns';
import type { LogFeature, PlannedCell } from '../planCells';
import { planModel } from '../planModel';
import { planOutput, subjectOf } from '../planOutput';
import { readTrees } from '../processRuntime';
import { columnOf } from '../takeColumn';
import { withWidth } from './forestRunner';
import { treeOutputs } from './readTreeFile';
import type { TreeFile } from './treeFile';

/** A forest and how the log feeds it: all that an explanation of its scores needs. */
export interface TreeModel {
  ensemble: TreeEnsemble;
  /** The value of the log behind each of the ensemble's features, and what a missing one becomes, else NaN. */
  cells: PlannedCell[];
  /** The raw score that the model's score is made of: an index below `ensemble.outputs`. */
  output: number;
  /** Whether the score is the prediction (raw score through `ensemble.link`) or the raw score itself. */
  scale: 'prediction' | 'raw';
}

/**
 * A model of the case as a forest. `file` is its real path (`resolveModelFile`), `log` the feature columns of the
 * session. Null for an ONNX model that is something else. Rejects with a `RankscopeError` where the file cannot be used,
 * or the log does not feed it.
 */
export async function openTreeModel(
  file: string,
  model: ResolvedModel,
  log: readonly LogFeature[],
): Promise<TreeModel | null> {
  const found = await readTrees(file);
  if (!found || !isForest(found, model)) return null;
  const wish = model.kind === 'onnx' ? model : treeWish(model);
  const plan = planModel(found.signature, wish, log);
  const output = planOutput(found.signature, wish.output);
  const { cells } = plan.inputs[0]!;
  return {
    ensemble: withWidth(found.trees, cells.length),
    cells,
    output: columnOf(output, found.trees.outputs),
    scale: found.tensors[output.tensor]!.scale,
  };
}

/** Whether the scores that the case asks for are all of the forest, each row on its own. */
export function isForest({ signature, tensors }: TreeFile, model: ResolvedModel): boolean {
  if (model.kind !== 'onnx') return true;
  const ofRequest = Object.values(model.inputs).some(({ scope }) => scope === 'request');
  const outputs = model.objectives
    ? Object.entries(model.objectives).map(([name, output]) => planOutput(signature, output, subjectOf(name, model)))
    : [planOutput(signature, model.output)];
  return !model.listwise && !ofRequest && outputs.every(({ tensor }) => Object.hasOwn(tensors, tensor));
}

/** The logged feature columns of a session, as `openTreeModel` takes them. */
export async function logFeaturesOf(db: Queries): Promise<LogFeature[]> {
  return (await featureColumns(db, 'logged', [])).columns;
}

/** What the case says of a model of trees; its score is the prediction where the case names no output. */
export function treeWish<T extends { output: string | null }>(model: T): T {
  return { ...model, output: model.output ?? treeOutputs.prediction };
}

/**
 * Scores any rows by a forest, compiled once: `matrix` holds one value a feature, row after row, with missing values
 * filled already (NaN where they stay missing). Gives `outputs` raw scores a row. Runs in the calling thread.
 */
export function rawScorer(ensemble: TreeEnsemble): (matrix: Float64Array, rows: number) => Float64Array {
  let forest = compiled.get(ensemble);
  if (!forest) {
    forest = compileForest(ensemble);
    compiled.set(ensemble, forest);
  }
  const kept = forest;
  return (matrix, rows) => scoreRows(kept, matrix, rows);
}

/** Explanations ask for the same forest again and again. */
const compiled = new WeakMap<TreeEnsemble, CompiledForest>();
