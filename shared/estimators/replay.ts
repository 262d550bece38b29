import type { LoggedRows } from './loggedRows';
import type { RatioPart } from './ratioPart';
import { weighed } from './rowValues';

/**
 * `replay`, the mean of r over the rows on which a deterministic target shows the logged action (Li et al. 2011):
 * unbiased only where π0 is uniform. No match has no value; the Open Bandit Pipeline gives 0.
 */
export function replay(rows: LoggedRows): RatioPart[] {
  const { matches, rewards } = rows;
  if (matches === null) throw new Error('the target is not deterministic');
  const matched = weighed(rows, Float64Array.from(matches));
  return [{ numerator: matched.map((count, i) => (count > 0 ? count * rewards[i]! : 0)), denominator: matched }];
}
