import type { ResolvedCase } from '../../../shared/case/resolvedCase';

/** The column of `impressions` that marks rows which chance chose: the log's own name, or the role that it plays; null without one. */
export function randomizedColumn({ propensity, log }: ResolvedCase, columns: readonly string[]): string | null {
  const name = propensity?.randomized ?? null;
  if (name === null) return null;
  const role = Object.entries(log.columns).find(([, column]) => column === name)?.[0];
  return [name, role].find((each) => each !== undefined && columns.includes(each)) ?? null;
}
