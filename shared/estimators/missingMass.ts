/** w̄ must lie this many standard errors below 1 before it counts as missing mass; |z| > 3 is also amber in C5. */
const significant = 3;

/**
 * What w̄ says of support where the log holds no full distributions: a mean weight significantly below 1 estimates
 * 1 - (unsupported mass). 0 where w̄ is not below 1 for certain; null without a value.
 */
export function missingMass(meanWeight: number | null, z: number | null): number | null {
  if (meanWeight === null) return null;
  const below = z === null ? meanWeight < 1 : z < -significant;
  return below ? 1 - meanWeight : 0;
}
