import type { ResolvedModel } from '../../../../shared/case/resolvedCase';
import { compileForest } from '../../../../shared/trees/compileForest';
import { scoreRows } from '../../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { Queries } from '../../db/connection';
import { featureColumns } from '../featureColumns';
import type { LogFeature } from '../planCells';
import { planModel } from '../planModel';
import { planOutput } from '../planOutput';
import { readTrees } from '../processRuntime';
import { treeOutputs, treeSignature } from './treeSession';

/** A forest and how the log feeds it: all that an explanation of its scores needs. */
export interface TreeModel {
  ensemble: TreeEnsemble;
  /** Columns of `features_logged`, in the order of the ensemble's features. */
  features: string[];
  /** By feature, what a missing value becomes: the case's `missing`, else NaN. */
  fills: Float64Array;
  /** The raw score that the model's score is made of: an index below `ensemble.outputs`. */
  output: number;
  /** Whether the score is the prediction (raw score through `ensemble.link`) or the raw score itself. */
  scale: 'prediction' | 'raw';
}

/**
 * A model of the case as a forest. `file` is its real path (`resolveModelFile`), `log` the feature columns of the
 * session. Rejects with a `RankscopeError` where the file is no forest, or the log does not feed it.
 */
export async function openTreeModel(
  file: string,
  model: ResolvedModel,
  log: readonly LogFeature[],
): Promise<TreeModel> {
  const ensemble = await readTrees(file);
  const signature = treeSignature(ensemble);
  const plan = planModel(signature, model, log);
  const { tensor, column } = planOutput(signature, treeWish(model).output);
  if (column === null ? ensemble.outputs > 1 : column >= ensemble.outputs) {
    throw new RankscopeError({
      code: 'input',
      message: `The model gives ${ensemble.outputs} values a row; its output is not one of them.`,
      hint: `Choose one under output: of this model, for example ${tensor}[0].`,
    });
  }
  return {
    ensemble,
    features: plan.features,
    fills: Float64Array.from(plan.inputs[0]!.cells, ({ fill }) => Number(fill ?? Number.NaN)),
    output: column ?? 0,
    scale: tensor === treeOutputs.raw ? 'raw' : 'prediction',
  };
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
  const forest = compileForest(ensemble);
  return (matrix, rows) => scoreRows(forest, matrix, rows);
}
