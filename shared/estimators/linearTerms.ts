import { neumaierSum } from '../stats/neumaier';
import { partTotal, type RatioPart } from './ratioPart';

/**
 * Terms that sum to 0 and whose spread is that of the estimate: Σ_k (a_ki - V_k·b_ki)/b̄_k for its ratios a/b. For `ips` that
 * is w·r - V, for `snips` w(r - V)/w̄, for `sndr` dm_i - dm + w_i(r_i - q̂_i - c)/w̄ (definitions.md C4). One term a
 * row, or a unit where the parts are those of units. Null where the estimate has no value.
 */
export function linearTerms(parts: readonly RatioPart[]): Float64Array | null {
  const terms = new Float64Array(parts[0]?.numerator.length ?? 0);
  for (const part of parts) {
    const total = partTotal(part);
    if (!(total > 0)) return null;
    addTerms(terms, part, neumaierSum(part.numerator) / total, total / terms.length);
  }
  return parts.length === 0 ? null : terms;
}

function addTerms(terms: Float64Array, { numerator, denominator }: RatioPart, value: number, mean: number): void {
  for (let i = 0; i < terms.length; i++) {
    const base = denominator === null ? 1 : denominator[i]!;
    terms[i] = terms[i]! + (numerator[i]! - value * base) / mean;
  }
}
