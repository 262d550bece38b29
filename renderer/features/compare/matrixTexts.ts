import { exactNumber } from '../../../shared/format/numbers';
import type { Comparison } from './useComparison';

/** The comparison as rows of text, a row per metric and contestant, numbers unrounded. */
export function matrixTexts({ rows, contestants }: Pick<Comparison, 'rows' | 'contestants'>): string[][] {
  const head = [
    'metric',
    'label',
    'model',
    'mean',
    'requests',
    'baseline',
    'delta',
    'lo',
    'hi',
    'p',
    'pHolm',
    'wins',
    'ties',
    'losses',
    'verdict',
  ];
  const body = rows.flatMap((row) =>
    contestants.map((model, at) => {
      const mean = row.means[at];
      const pair = at === 0 ? null : row.pairs[at - 1];
      const own = [row.metric, row.label ?? '', model, exactNumber(mean?.mean), exactNumber(mean?.requests)];
      if (!pair) return [...own, ...Array<string>(10).fill('')];
      const numbers = [pair.delta, pair.ci?.[0], pair.ci?.[1], pair.p.randomization, pair.pHolm];
      const counts = [pair.wins, pair.ties, pair.losses];
      return [...own, pair.baseline, ...[...numbers, ...counts].map(exactNumber), pair.verdict];
    }),
  );
  return [head, ...body];
}
