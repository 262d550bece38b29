import { NeumaierAccumulator } from '../stats/neumaier';

/**
 * Jensen–Shannon divergence of shares on the same bins, base 2, in [0, 1]: half of KL(e ‖ m) + KL(a ‖ m) with m their
 * mean. The distance is its square root; scipy's, in natural logarithms, is √(divergence × ln 2).
 */
export function jensenShannon(e: ArrayLike<number>, a: ArrayLike<number>): number {
  const sum = new NeumaierAccumulator();
  for (let i = 0; i < e.length; i++) {
    const middle = (e[i]! + a[i]!) / 2;
    sum.add(term(e[i]!, middle) + term(a[i]!, middle));
  }
  return Math.max(0, Math.min(1, sum.total / 2));
}

function term(share: number, middle: number): number {
  return share > 0 ? share * Math.log2(share / middle) : 0;
}
