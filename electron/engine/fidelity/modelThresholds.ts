import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { splitThresholds } from '../../../shared/trees/splitThresholds';
import { RankscopeError } from '../../../shared/wire/errors';
import { resolveModelFile } from '../scoring/modelFile';
import { logFeaturesOf, openTreeModel } from '../scoring/trees/treeModel';
import type { Session } from '../session/session';

/**
 * Thresholds of a LightGBM or XGBoost model by the column of `features_logged` that it reads; empty for any other model,
 * and where the file cannot be read any more.
 */
export async function modelThresholds(session: Session, model: ResolvedModel): Promise<Map<string, Float64Array>> {
  const { folder, case: resolved, db } = session;
  const found = new Map<string, Float64Array>();
  if (!['lightgbm', 'xgboost'].includes(model.kind) || model.file === null) return found;
  try {
    const file = await resolveModelFile(folder, model.file, resolved.allowOutside);
    const { ensemble, features } = await openTreeModel(file, model, await logFeaturesOf(db));
    splitThresholds(ensemble).forEach((thresholds, i) => {
      if (thresholds.length > 0) found.set(features[i]!, thresholds);
    });
  } catch (error) {
    if (!(error instanceof RankscopeError) || error.code !== 'input') throw error;
  }
  return found;
}
