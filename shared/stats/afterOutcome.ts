import { wilsonInterval } from './wilson';

/** Failures among rows with the positive outcome and among the others. */
export interface OutcomeFailures {
  withRows: number;
  withFailed: number;
  withoutRows: number;
  withoutFailed: number;
}

/**
 * The leak signature of definitions D1: Wilson lower bound of the failure rate with the outcome > 3 × the upper bound
 * without it. False when either side has no row.
 */
export function failsAfterOutcome({ withRows, withFailed, withoutRows, withoutFailed }: OutcomeFailures): boolean {
  const positives = wilsonInterval(withFailed, withRows);
  const others = wilsonInterval(withoutFailed, withoutRows);
  return positives !== null && others !== null && positives.lo > 3 * others.hi;
}
