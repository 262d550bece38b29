import type { PairRow } from '../../../shared/schemas/compare';
import { benjaminiHochberg, holm } from '../../../shared/stats/multipleTests';

/**
 * Fills in Holm's p of the declared primary metrics and q of every other pair (definitions.md A10), over all pairs of
 * the contest. `primary[i]` tells which kind pair `i` is.
 */
export function adjustForMany(pairs: PairRow[], primary: readonly boolean[]): PairRow[] {
  const p = pairs.map((pair) => pair.p.randomization);
  const adjusted = holm(p.map((value, i) => (primary[i] ? value : null)));
  const q = benjaminiHochberg(p.map((value, i) => (primary[i] ? null : value)));
  return pairs.map((pair, i) => {
    const reason = pair.p.randomizationReason;
    const row: PairRow = { ...pair, pHolm: adjusted[i]!, q: q[i]! };
    if (row.pHolm === null) row.pHolmReason = primary[i] ? reason : 'not a declared primary metric: see q';
    if (row.q === null) row.qReason = primary[i] ? 'a declared primary metric: see pHolm' : reason;
    return row;
  });
}
