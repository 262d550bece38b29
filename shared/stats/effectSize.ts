import { mean, sampleSd } from './moments';

/** Wins, ties and losses of B over A. */
export interface WinTieLoss {
  wins: number;
  ties: number;
  losses: number;
}

/** Counts of differences above, inside and below the tie band (|d| <= band is a tie). NaN is not counted. */
export function winTieLoss(differences: ArrayLike<number>, band = 1e-9): WinTieLoss {
  let wins = 0;
  let ties = 0;
  let losses = 0;
  for (let i = 0; i < differences.length; i++) {
    const d = differences[i]!;
    if (d > band) wins++;
    else if (d < -band) losses++;
    else if (!Number.isNaN(d)) ties++;
  }
  return { wins, ties, losses };
}

/**
 * d_z = d̄/s_d of paired differences; null when n < 2 or s_d = 0. With sampling weights d̄ = Σw·d/Σw and
 * s_d² = n/(n-1) · Σw(d-d̄)²/Σw, which equal weights turn into the plain form.
 */
export function standardizedDifference(differences: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  if (weights !== undefined) return weightedStandardized(differences, weights);
  const sd = sampleSd(differences);
  const center = mean(differences);
  return sd === null || sd === 0 || center === null ? null : center / sd;
}

/** Relative change d̄ / mean(m_A); null when either is null or the baseline is 0. */
export function relativeChange(delta: number | null, baseline: number | null): number | null {
  return delta === null || baseline === null || baseline === 0 ? null : delta / baseline;
}

function weightedStandardized(differences: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  const n = differences.length;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    total += weights[i]!;
    sum += weights[i]! * differences[i]!;
  }
  if (n < 2 || !(total > 0)) return null;
  const center = sum / total;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += weights[i]! * (differences[i]! - center) ** 2;
  return squares > 0 ? center / Math.sqrt((squares / total) * (n / (n - 1))) : null;
}
