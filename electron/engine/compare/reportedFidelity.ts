import type { Fidelity } from './contestFacts';

const unchecked: Fidelity = {
  comparedRows: 0,
  parity: null,
  link: null,
  sameOrder: null,
  maxAbsDiff: null,
  verdict: 'unchecked',
  cause: null,
};

/** Fidelity as results carry it: what was measured of a contestant, and beside every null number the reason. */
export function reportedFidelity(kind: string, found: Fidelity = unchecked): Fidelity {
  const reason = uncheckedReason(kind, found);
  return {
    ...found,
    ...(found.parity === null && { parityReason: reason }),
    ...(found.sameOrder === null && { sameOrderReason: reason }),
    ...(found.maxAbsDiff === null && { maxAbsDiffReason: reason }),
  };
}

function uncheckedReason(kind: string, { cause, comparedRows }: Fidelity): string {
  if (kind === 'builtin') return 'a built-in list has no file to check';
  if (cause !== null) return cause;
  if (comparedRows > 0) return `only ${comparedRows} rows have a logged score; 100 are needed`;
  return 'not measured: the case does not say that it was served, or its logged scores were not read';
}
