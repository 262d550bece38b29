import { NeumaierAccumulator } from '../stats/neumaier';

/** What stands for a share of zero. */
const epsilon = 1e-4;

/**
 * Population stability index of shares on the same bins: Σ (a - e) ln(a / e), e the reference, a the serving side
 * (definitions D2). Only a zero share is replaced, by 1e-4, and nothing is normalized again; a bin that both sides lack
 * adds nothing. Never negative; below 0.1 is read as stable, above 0.25 as moved.
 */
export function psi(e: ArrayLike<number>, a: ArrayLike<number>): number {
  const sum = new NeumaierAccumulator();
  for (let i = 0; i < e.length; i++) {
    const reference = e[i]! > 0 ? e[i]! : epsilon;
    const serving = a[i]! > 0 ? a[i]! : epsilon;
    if (reference !== serving) sum.add((serving - reference) * Math.log(serving / reference));
  }
  return sum.total;
}

/**
 * About what PSI is when nothing changed: (B - 1)(1/n_e + 1/n_a). `e` and `a` count distinct draws of an entity and its
 * value: requests for a feature that is constant within each. Null without draws on a side.
 */
export function psiNoiseFloor(bins: number, draws: { e: number; a: number }): number | null {
  if (draws.e === 0 || draws.a === 0) return null;
  return Math.max(0, bins - 1) * (1 / draws.e + 1 / draws.a);
}
