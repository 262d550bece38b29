/** z_0.975 + z_0.8: the multiple of a standard error that a two-sided 5% test finds with 80% power. */
export const powerFactor = 2.801585;

/** Smallest true effect that this standard error finds with 80% power. Null without a standard error. */
export function minimumDetectable(se: number | null): number | null {
  return se === null ? null : powerFactor * se;
}

/** Units that an effect of size `margin` needs for 80% power: (2.801585 s_d / δ)². Null when δ is 0 or s_d unknown. */
export function unitsNeeded(sd: number | null, margin: number): number | null {
  return sd === null || !(margin > 0) ? null : ((powerFactor * sd) / margin) ** 2;
}

/** A slice too noisy to say anything: MDE80 > 3·max(δ, |overall Δ|). Null MDE counts as too noisy. */
export function isUnderpowered(mde80: number | null, margin: number, overallDelta: number): boolean {
  return mde80 === null || mde80 > 3 * Math.max(margin, Math.abs(overallDelta));
}
