import type { BuildContext } from '../buildContext';
import type { ReadLog } from '../readLog';
import { checkFeatures } from './features';
import { checkLabels } from './labels';
import { checkModelFeatures } from './modelFeatures';
import { checkNonFinite } from './nonFinite';
import { checkOutcomeTimes } from './outcomeTimes';
import { checkPages } from './pages';
import { checkPositions } from './positions';
import { checkPropensities } from './propensities';
import { checkPropensitySums } from './propensitySums';
import { checkSampling } from './sampling';
import { checkSlots } from './slots';
import { checkTimes } from './times';
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
  checkSampling(context);
  await checkPages(context, columns);
  if (columns.has('slot')) await checkSlots(context);
  await checkPropensities(context, columns);
  await checkPropensitySums(context, log);
  if (columns.has('user_id') && log.plan.hasRequest) await checkUsers(context);
  if (columns.has('time')) {
    await checkTimes(context);
    await checkTraining(context);
  }
  await checkOutcomeTimes(context, log);
  await checkFeatures(context, features);
  checkModelFeatures(context, features);
}
