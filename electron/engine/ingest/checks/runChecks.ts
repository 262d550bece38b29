import type { BuildContext } from '../buildContext';
import type { ReadLog } from '../readLog';
import { checkFeatures } from './features';
import { checkLabels } from './labels';
import { checkNonFinite } from './nonFinite';
import { checkPositions } from './positions';
import { checkPropensities } from './propensities';
import { checkTraining } from './training';
import { checkUsers } from './users';

/** Every check of the log that reads finished tables. Faults of rows are data: nothing here stops a build. */
export async function runChecks(context: BuildContext, log: ReadLog): Promise<void> {
  const columns = new Set(log.plan.impressions.map((each) => each.name));
  const features = log.plan.features.map((each) => each.name);
  context.step('Checking the rows');
  await checkNonFinite(context, log);
  await checkLabels(context, columns);
  if (columns.has('position')) await checkPositions(context);
  await checkPropensities(context, columns);
  if (columns.has('user_id') && log.plan.hasRequest) await checkUsers(context);
  if (columns.has('time')) await checkTraining(context);
  await checkFeatures(context, features);
}
