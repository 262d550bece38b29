import type { ParetoPointRow } from '../../../shared/pareto/paretoSchemas';

/** What a weighting is among the others: a sign, a word, and why. */
export function markOf(point: ParetoPointRow): { sign: string; text: string; why: string } {
  const { front, convex, dominatedBy, statistically, statisticallyReason, withheld } = point;
  const open = withheld === null ? '' : ` Nothing may be claimed of it against the case's weights: ${withheld}.`;
  if (front) {
    const sign = withheld === null ? '●' : '○';
    if (convex) return { sign, text: 'front', why: `Nothing dominates it.${open}` };
    return {
      sign,
      text: 'front, beyond sums',
      why: `Nothing dominates it, and no weighted sum of the axes puts it first.${open}`,
    };
  }
  if (dominatedBy === null) return { sign: '–', text: 'no value', why: 'One of its axes has no value.' };
  if (statistically === null) {
    return { sign: '×', text: 'dominated, not to be claimed', why: `${statisticallyReason ?? ''}.${open}` };
  }
  return statistically
    ? { sign: '×', text: 'dominated', why: `The lead of another holds on the users that are reported.${open}` }
    : {
        sign: '×',
        text: 'dominated, by chance maybe',
        why: `The lead of another is not sure on the users that are reported.${open}`,
      };
}
