import type { ParetoPointRow } from '../../../shared/pareto/paretoSchemas';

/** What a weighting is among the others: a sign, a word, what limits it (null: nothing), and why. */
export interface PointMark {
  sign: string;
  text: string;
  limit: string | null;
  why: string;
}

export function markOf(point: ParetoPointRow): PointMark {
  const { front, convex, dominatedBy, statistically, statisticallyReason, withheld } = point;
  const held = withheld === null ? null : 'withheld';
  const open = withheld === null ? '' : ` Against the case's weights it is withheld: ${withheld}.`;
  if (front) {
    const beyond = convex ? '' : ', and no weighted sum of the axes puts it first';
    return { sign: held ? '○' : '●', text: 'front', limit: held, why: `Nothing dominates it${beyond}.${open}` };
  }
  if (dominatedBy === null) return { sign: '–', text: 'no value', limit: null, why: 'One of its axes has no value.' };
  const dominated = { sign: '×', text: 'dominated' };
  if (statistically === null) return { ...dominated, limit: 'withheld', why: `${statisticallyReason ?? ''}.${open}` };
  const on = 'on the users that are reported';
  return statistically
    ? { ...dominated, limit: null, why: `The lead of another holds ${on}.${open}` }
    : { ...dominated, limit: 'maybe by chance', why: `The lead of another is not sure ${on}.${open}` };
}

/** The mark in one line. */
export function markText(point: ParetoPointRow): string {
  const { text, limit } = markOf(point);
  return limit === null ? text : `${text}, ${limit}`;
}
