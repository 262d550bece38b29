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

/** d_z = d̄/s_d of paired differences; null when n < 2 or s_d = 0. */
export function standardizedDifference(differences: ArrayLike<number>): number | null {
  const sd = sampleSd(differences);
  const center = mean(differences);
  return sd === null || sd === 0 || center === null ? null : center / sd;
}

/** Relative change d̄ / mean(m_A); null when either is null or the baseline is 0. */
export function relativeChange(delta: number | null, baseline: number | null): number | null {
  return delta === null || baseline === null || baseline === 0 ? null : delta / baseline;
}
