import type { BlendResult } from '../../../shared/pareto/paretoSchemas';

type Change = Pick<BlendResult['values'][number], 'delta' | 'ci' | 'direction' | 'withheld'>;

/** What a difference from the case's weights may be called. Its sign stands beside it, so the tone is not alone. */
export function changeOf({ delta, ci, direction, withheld }: Change): { text: string; tone: string; why: string } {
  if (delta === 0) return { text: 'same', tone: 'faint', why: 'No list that counts for it changes.' };
  if (withheld !== null) return { text: 'withheld', tone: 'warn', why: withheld };
  if (ci === null) return { text: '', tone: 'faint', why: '' };
  const [lo, hi] = direction === 1 ? ci : [-ci[1], -ci[0]];
  if (lo > 0) return { text: 'better', tone: 'good', why: 'The interval lies on the better side of 0.' };
  if (hi < 0) return { text: 'worse', tone: 'bad', why: 'The interval lies on the worse side of 0.' };
  return { text: 'undecided', tone: 'soft', why: 'The interval holds 0.' };
}
