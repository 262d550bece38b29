import { quoteIdent } from '../../db/quote';
import type { BuildContext } from '../buildContext';
import { addRowCheck } from './addCheck';

/** Propensities outside (0, 1], and missing ones on rows that were randomized; sampling weights that are not above 0. */
export async function checkPropensities(context: BuildContext, columns: ReadonlySet<string>): Promise<void> {
  const randomized = context.loaded.case.propensity?.randomized;
  if (columns.has('propensity')) {
    await addRowCheck(context, {
      id: 'propensity_range',
      severity: 'warns',
      title: 'Propensities outside (0, 1]',
      detail: 'A weight cannot be made from them; estimators leave such rows out and say so.',
      condition: 'propensity <= 0 OR propensity > 1',
      columns: ['propensity'],
    });
    if (randomized && columns.has(randomized)) {
      await addRowCheck(context, {
        id: 'propensity_missing',
        severity: 'warns',
        title: 'Randomized rows without a propensity',
        detail: `${randomized} says that chance chose them; only the probability makes them usable.`,
        condition: `propensity IS NULL AND TRY_CAST(${quoteIdent(randomized)} AS BOOLEAN)`,
        columns: [randomized],
      });
    }
  }
  if (columns.has('weight')) {
    await addRowCheck(context, {
      id: 'weight_range',
      severity: 'blocks',
      title: 'Sampling weights that are not above 0',
      detail: 'A weight is the inverse of the rate at which the row was sampled.',
      condition: 'weight <= 0 OR weight IS NULL',
      columns: ['weight'],
    });
  }
}
