import type { LoggedRows } from './loggedRows';
import type { RatioPart } from './ratioPart';
import { weighed } from './rowValues';

/** The mean reward of the log itself: what π0 earned on these rows. */
export function loggedValue(rows: LoggedRows): RatioPart[] {
  return [{ numerator: weighed(rows, rows.rewards.slice()), denominator: rows.counts }];
}
