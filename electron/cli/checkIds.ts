import { contractCheckIds } from '../engine/extract/compareContracts';

/**
 * Ids of the contract checks that `check --strict` accepts; `immature` stands for `immature:<outcome>` too. A
 * check that found nothing is not in a session, so its id must be known here: a gate names it long before anything is wrong.
 */
export const checkIds: readonly string[] = [
  'refused_rows',
  'duplicates',
  'nan',
  'infinite',
  'positions_twice',
  'positions_below_1',
  'position_gaps',
  'propensity_range',
  'propensity_missing',
  'weight_range',
  'relevance_range',
  'several_users',
  'outcome_range',
  'without_exposure',
  'immature',
  'items_twice',
  'users_twice',
  'unknown_items',
  'unknown_users',
  'training_window',
  'features_empty',
  'features_constant',
  'array_length',
  'judgments_twice',
  'judgments_incomplete',
  'judgments_negative',
  'judgments_outside',
  'requests_twice',
  'requests_missing',
  ...contractCheckIds,
];
