import type { ResolvedModel } from '../../../shared/case/resolvedCase';
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
  const { folder, case: resolved, db } = session;
  const found = new Map<string, Float64Array>();
  if (!['lightgbm', 'xgboost', 'onnx'].includes(model.kind) || model.file === null) return found;
  try {
    const file = await resolveModelFile(folder, model.file, resolved.allowOutside);
    const opened = await openTreeModel(file, model, await logFeaturesOf(db));
    if (!opened) return found;
    splitThresholds(opened.ensemble).forEach((thresholds, i) => {
      const { column, element } = opened.cells[i]!;
      if (thresholds.length > 0 && element === null) found.set(column, thresholds);
    });
  } catch (error) {
    if (!(error instanceof RankscopeError) || error.code !== 'input') throw error;
  }
  return found;
}
