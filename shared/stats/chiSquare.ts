import { upperGamma } from './gamma';

/** Survival P(X >= x) of the chi-square distribution with `df` > 0 degrees of freedom. */
export function chiSquareSurvival(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}
