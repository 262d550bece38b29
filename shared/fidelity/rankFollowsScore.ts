import { hasDiscordantPair, sampleDeviation, tolerance } from './discordance';

/**
 * Link 2 of definitions A14 for one request: whether ranks follow logged scores. Scores within their tolerances
 * (`tol_i`) and equal ranks agree with any order. `rows` counts rows with both; null with fewer than two.
 */
export function rankFollowsScore(scores: Float64Array, ranks: Float64Array): { rows: number; follows: boolean | null } {
  const both = [...scores.keys()].filter((i) => Number.isFinite(scores[i]) && Number.isFinite(ranks[i]));
  if (both.length < 2) return { rows: both.length, follows: null };
  const given = Float64Array.from(both, (i) => scores[i]!);
  const sd = sampleDeviation(given);
  const byScore = { scores: given, tolerances: given.map((score) => tolerance(Math.abs(score), sd)) };
  const byRank = { scores: Float64Array.from(both, (i) => -ranks[i]!), tolerances: new Float64Array(both.length) };
  return { rows: both.length, follows: !hasDiscordantPair(byScore, byRank) };
}
