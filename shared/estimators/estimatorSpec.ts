/** Names as in definitions.md C1; `csnips(λ)` is SNIPS with weights clipped at λ (the value beside E7). */
export const estimatorIds = [
  'snips',
  'ips',
  'cips',
  'csnips',
  'sndr',
  'dr',
  'switch_dr',
  'dr_clip',
  'dros',
  'dm',
  'replay',
] as const;

export type EstimatorId = (typeof estimatorIds)[number];

/** What an estimator rests on: propensities, propensities and a reward model, a reward model alone, or agreement. */
export type EstimatorFamily = 'ips' | 'dr' | 'dm' | 'replay';

/** One estimator; `lambda` null where it has none, or where its default is meant. */
export interface EstimatorSpec {
  id: EstimatorId;
  lambda: number | null;
}

/** What is estimated unless a caller says otherwise, the headline first. */
export const defaultEstimators: readonly EstimatorSpec[] = estimatorIds
  .filter((id) => id !== 'csnips')
  .map((id) => ({ id, lambda: null }));

const families: Readonly<Record<EstimatorId, EstimatorFamily>> = {
  snips: 'ips',
  ips: 'ips',
  cips: 'ips',
  csnips: 'ips',
  sndr: 'dr',
  dr: 'dr',
  switch_dr: 'dr',
  dr_clip: 'dr',
  dros: 'dr',
  dm: 'dm',
  replay: 'replay',
};

export function familyOf(id: EstimatorId): EstimatorFamily {
  return families[id];
}

const withLambda: ReadonlySet<EstimatorId> = new Set<EstimatorId>(['cips', 'csnips', 'switch_dr', 'dr_clip', 'dros']);

/** Whether the estimator has a λ, and so gives up unbiasedness where weights pass it. */
export function hasLambda(id: EstimatorId): boolean {
  return withLambda.has(id);
}

/** `cips(2)`, or the bare id where the spec names no λ. */
export function estimatorName({ id, lambda }: EstimatorSpec): string {
  return lambda === null ? id : `${id}(${lambda})`;
}

/** Reads `snips` or `cips(2)`; null for anything else: an unknown id, or a λ that the estimator does not take. */
export function parseEstimator(text: string): EstimatorSpec | null {
  const [, name, written] = /^([a-z_]+)(?:\(([^()]+)\))?$/.exec(text.trim()) ?? [];
  const id = estimatorIds.find((each) => each === name);
  if (id === undefined) return null;
  if (written === undefined) return { id, lambda: null };
  const lambda = Number(written);
  return hasLambda(id) && isLambda(id, lambda) ? { id, lambda } : null;
}

/** λ > 0; `dros` also takes 0, which gives `dm`. Infinity clips nothing. */
export function isLambda(id: EstimatorId, lambda: number): boolean {
  return lambda > 0 || (id === 'dros' && lambda === 0);
}
