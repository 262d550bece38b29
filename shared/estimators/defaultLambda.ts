import type { EstimatorId } from './estimatorSpec';

/** λ = max(10, 99th percentile of w), the default of `cips` (definitions.md C1); 10 without rows. */
export function defaultClip(p99: number | null): number {
  return Math.max(10, p99 ?? 0);
}

/**
 * λ of an estimator that names none: the clip of `cips` for all that clip or switch; its square for `dros`, whose factor
 * λ/(w² + λ) then halves a weight at the clip.
 */
export function defaultLambda(id: EstimatorId, clip: number): number {
  return id === 'dros' ? clip ** 2 : clip;
}
