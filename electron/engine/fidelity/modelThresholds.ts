import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { SplitLimits } from '../../../shared/skew/splitCross';
import { splitLimits } from '../../../shared/trees/splitLimits';
import { splitThresholds } from '../../../shared/trees/splitThresholds';
import { RankscopeError } from '../../../shared/wire/errors';
import { resolveModelFile } from '../scoring/modelFile';
import { logFeaturesOf, openTreeModel } from '../scoring/trees/treeModel';
import type { Session } from '../session/session';

/**
 * Thresholds of a model of trees (LightGBM, XGBoost, or ONNX that is one ensemble) by the column of `features_logged` that it
 * reads; empty for any other model, and where the file cannot be read any more.
 */
export async function modelThresholds(session: Session, model: ResolvedModel): Promise<Map<string, Float64Array>> {
  return byColumn(await openForest(session, model), splitThresholds);
}

/** How a model of trees parts the values of each column that it reads; empty as in `modelThresholds`. */
export async function modelSplits(session: Session, model: ResolvedModel): Promise<Map<string, SplitLimits>> {
  const opened = await openForest(session, model);
  const isSingle = opened?.ensemble.precision === 'float32';
  return new Map([...byColumn(opened, splitLimits)].map(([column, limits]) => [column, { limits, isSingle }]));
}

type OpenedForest = NonNullable<Awaited<ReturnType<typeof openTreeModel>>>;

async function openForest({ folder, case: resolved, db }: Session, model: ResolvedModel): Promise<OpenedForest | null> {
  if (!['lightgbm', 'xgboost', 'onnx'].includes(model.kind) || model.file === null) return null;
  try {
    const file = await resolveModelFile(folder, model.file, resolved.allowOutside);
    return (await openTreeModel(file, model, await logFeaturesOf(db))) ?? null;
  } catch (error) {
    if (!(error instanceof RankscopeError) || error.code !== 'input') throw error;
    return null;
  }
}

function byColumn(
  opened: OpenedForest | null,
  valuesOf: (ensemble: OpenedForest['ensemble']) => Float64Array[],
): Map<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  if (opened === null) return found;
  valuesOf(opened.ensemble).forEach((values, i) => {
    const { column, element } = opened.cells[i]!;
    if (values.length > 0 && element === null) found.set(column, values);
  });
  return found;
}
