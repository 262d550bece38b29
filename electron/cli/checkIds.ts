import { contractCheckIds } from '../engine/extract/compareContracts';

/**
 * Ids of the contract checks that `check --strict` accepts. A check that found nothing is not in a session, so its id must
 * be known here: a gate in CI names it long before anything is wrong.
 */
export const checkIds: readonly string[] = [
  'refused_rows',
  'duplicates',
  'nan',
  'infinite',
  'judgments_twice',
  'judgments_incomplete',
  'judgments_negative',
  'judgments_outside',
  'requests_twice',
  'requests_missing',
  'array_length',
  ...contractCheckIds,
];
