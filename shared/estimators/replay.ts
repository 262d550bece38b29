import type { LoggedRows } from './loggedRows';
import { counted, countedValues, type RowPart } from './rowPart';

/**
 * `replay`, the mean of r over the rows on which a deterministic target shows the logged action (Li et al. 2011):
 * unbiased only where π0 is uniform. No match has no value; the Open Bandit Pipeline gives 0.
 */
export function replay(rows: LoggedRows): RowPart[] {
  const { matches, rewards } = rows;
  if (matches === null) throw new Error('the target is not deterministic');
  const numerator = counted(rows, (i) => matches[i]! * rewards[i]!);
  return [{ numerator, denominator: countedValues(rows, (i) => matches[i]!) }];
}
