import { type PageTable, pageTable } from '../../ui/pageTable';
import type { Comparison } from './useComparison';

const texts = ['metric', 'label', 'model', 'baseline', 'verdict'];
const names = [
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

/** The comparison as a table, a row per metric and contestant, numbers unrounded. */
export function matrixNumbers({ rows, contestants }: Pick<Comparison, 'rows' | 'contestants'>): PageTable {
  const columns = names.map((name) => ({ name, type: texts.includes(name) ? ('text' as const) : ('number' as const) }));
  const body = rows.flatMap((row) =>
    contestants.map((model, at) => {
      const mean = row.means[at];
      const pair = at === 0 ? null : row.pairs[at - 1];
      const own = [row.metric, row.label, model, mean?.mean ?? null, mean?.requests ?? null];
      if (!pair) return own;
      const numbers = [pair.delta, pair.ci?.[0] ?? null, pair.ci?.[1] ?? null, pair.p.randomization, pair.pHolm];
      return [...own, pair.baseline, ...numbers, pair.wins, pair.ties, pair.losses, pair.verdict];
    }),
  );
  return pageTable(columns, body);
}
