import type { ContestSource } from './contestSource';

/**
 * Why no verdict may be given on a pair, or null (definitions.md B4): a label made of what users did favors the order
 * that they saw, so it cannot judge that order against another.
 */
export function withheldReason(source: ContestSource, label: string, baseline: string, model: string): string | null {
  const behavioral = source.labels.find((candidate) => candidate.name === label)?.behavioral === true;
  if (!behavioral) return null;
  const isServed = (name: string) => name === '@logged' || name === source.servedModel;
  const served = [baseline, model].find(isServed);
  if (served === undefined) return null;
  return `the label "${label}" comes from what users did on the list that ${served} showed them, which favors it`;
}

const needsEveryRelevant = new Set(['recall', 'recall_capped', 'hit']);

/**
 * Why a metric means nothing on this log, or null (definitions.md A12): where only shown items were logged, relevant
 * items that nobody saw are missing from every list and from R.
 */
export function refusedMetric(source: ContestSource, name: string): string | null {
  if (source.candidates !== 'shown' || source.union || !needsEveryRelevant.has(name)) return null;
  return `the log holds only items that were shown: relevant items that nobody saw are missing, so ${name} is not known`;
}
