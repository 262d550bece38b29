import { NeumaierAccumulator, neumaierSum } from './neumaier';
import { z975 } from './normal';

/** A ratio Σx/Σy over units with its delta-method standard error. */
export interface Ratio {
  value: number | null;
  /** Null when fewer than two units. */
  se: number | null;
  units: number;
}

/**
 * R = Σx/Σy over units (users), se² = (s_x² - 2R s_xy + R² s_y²)/(n ȳ²), the delta method (Deng et al. 2018), computed as
 * the variance of (x - R y)/ȳ over n. `x` and `y` hold one number a unit. Σy = 0 gives null.
 */
export function ratioOf(x: ArrayLike<number>, y: ArrayLike<number>): Ratio {
  const units = x.length;
  const total = neumaierSum(y);
  if (units === 0 || total === 0) return { value: null, se: null, units };
  const value = neumaierSum(x) / total;
  if (units < 2) return { value, se: null, units };
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < units; i++) squares.add((x[i]! - value * y[i]!) ** 2);
  const variance = squares.total / (units - 1);
  return { value, se: Math.sqrt(variance / units) / (Math.abs(total) / units), units };
}

/** Difference and relative lift of two independent ratios with normal intervals. */
export interface RatioContrast {
  delta: number | null;
  se: number | null;
  lo: number | null;
  hi: number | null;
  /** R_T/R_C - 1 with its interval from the log scale; null when either ratio is not positive. */
  lift: { value: number; lo: number; hi: number } | null;
}

/** Treatment minus control: Δ ± z√(se_T² + se_C²); lift on the log scale, exponentiated, minus 1. */
export function contrastRatios(control: Ratio, treatment: Ratio, z = z975): RatioContrast {
  if (control.value === null || treatment.value === null) {
    return { delta: null, se: null, lo: null, hi: null, lift: null };
  }
  const delta = treatment.value - control.value;
  if (control.se === null || treatment.se === null) return { delta, se: null, lo: null, hi: null, lift: null };
  const se = Math.hypot(treatment.se, control.se);
  return { delta, se, lo: delta - z * se, hi: delta + z * se, lift: logLift(control, treatment, z) };
}

function logLift(control: Ratio, treatment: Ratio, z: number): RatioContrast['lift'] {
  const c = control.value!;
  const t = treatment.value!;
  if (!(c > 0 && t > 0)) return null;
  const center = Math.log(t / c);
  const half = z * Math.hypot(treatment.se! / t, control.se! / c);
  return { value: Math.expm1(center), lo: Math.expm1(center - half), hi: Math.expm1(center + half) };
}
