/**
 * The inverse-propensity count of every action: the mean over rows of 1{a_i = a}/π0(a|x_i), which should be 1 for each action
 * that every row could have shown (definitions.md C5). `actions` are codes 0..`actionCount`-1; propensities in (0, 1].
 */
export function inversePropensityCounts(
  actions: ArrayLike<number>,
  propensities: ArrayLike<number>,
  actionCount: number,
): Float64Array {
  const sums = new Float64Array(actionCount);
  for (let i = 0; i < actions.length; i++) sums[actions[i]!]! += 1 / propensities[i]!;
  return sums.map((sum) => sum / actions.length);
}
