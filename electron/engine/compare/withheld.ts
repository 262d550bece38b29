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
