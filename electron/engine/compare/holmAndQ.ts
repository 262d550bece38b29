import type { PairRow } from '../../../shared/schemas/compare';
import { benjaminiHochberg, holm } from '../../../shared/stats/multipleTests';

/** Declared primary, declared guardrail, or looked at on the way. */
export type PairRole = 'primary' | 'guardrail' | 'exploratory';

const elsewhere: Readonly<Record<PairRole, { pHolm: string; q: string }>> = {
  primary: { pHolm: '', q: 'a declared primary metric: see pHolm' },
  guardrail: {
    pHolm: 'a guardrail: tested one-sided against the margin, unadjusted',
    q: 'a guardrail: tested one-sided against the margin, unadjusted',
  },
  exploratory: { pHolm: 'not a declared primary metric: see q', q: '' },
};

/**
 * Fills in Holm's p of the declared primary metrics and q of every exploratory pair (definitions.md A10), over all pairs
 * of the contest. `roles[i]` is that of pair `i`. Guardrails get neither.
 */
export function adjustForMany(pairs: PairRow[], roles: readonly PairRole[]): PairRow[] {
  const p = pairs.map((pair) => pair.p.randomization);
  const adjusted = holm(p.map((value, i) => (roles[i] === 'primary' ? value : null)));
  const q = benjaminiHochberg(p.map((value, i) => (roles[i] === 'exploratory' ? value : null)));
  return pairs.map((pair, i) => {
    const role = roles[i]!;
    const row: PairRow = { ...pair, pHolm: adjusted[i]!, q: q[i]! };
    if (row.pHolm === null) row.pHolmReason = elsewhere[role].pHolm || untested(pair);
    if (row.q === null) row.qReason = elsewhere[role].q || untested(pair);
    return row;
  });
}

function untested(pair: PairRow): string {
  return pair.p.randomizationReason ?? 'it was not tested';
}
