import type { LoggedRows } from './loggedRows';
import { meanPart, type RowPart } from './rowPart';

/** The mean reward of the log itself: what π0 earned on these rows. */
export function loggedValue(rows: LoggedRows): RowPart[] {
  const { rewards } = rows;
  return [meanPart(rows, (i) => rewards[i]!)];
}
