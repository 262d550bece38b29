import type { CaseFile } from './caseSchema';

/** Keys that the format knows and this build does not use yet. `[]` stands for every entry of a list. */
const notUsedYet = [
  'log.sampling',
  'catalog',
  'models[].objectives',
  'models[].blend',
  'embeddings',
  'history',
  'reference',
  'propensity',
  'policies',
  'examination',
  'policy',
  'periods',
  'changes',
  'experiment',
] as const;

/** The keys present in a case that are accepted and checked but change nothing yet. */
export function unusedKeys(written: CaseFile): string[] {
  return notUsedYet.filter((key) => isPresent(written, key.split('.')));
}

function isPresent(value: unknown, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  const isList = step.endsWith('[]');
  const next = (value as Record<string, unknown>)[isList ? step.slice(0, -2) : step];
  if (!isList) return next !== undefined && isPresent(next, rest);
  return Array.isArray(next) && next.some((each) => isPresent(each, rest));
}
