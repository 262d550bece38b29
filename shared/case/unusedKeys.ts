import type { CaseFile } from './caseSchema';

/** Keys that the format knows and this build does not use yet. `[]` stands for every entry of a list, `{}` of a map. */
const notUsedYet = [
  'features.defaults',
  'outcomes{}.refunds',
  'stages[].keep',
  'models[].trained.label',
  'history',
  'reference',
  'policies',
  'policy',
  'periods',
  'experiment',
] as const;

/** Values that say what happens anyway: nothing is left unused by them. */
const already: Readonly<Record<string, unknown>> = {
  'models[].featuresFrom': 'logged',
  'models[].listwise': false,
  'outcomes{}.refunds': 'gross',
};

/** The keys present in a case that are accepted and checked but change nothing yet. */
export function unusedKeys(written: CaseFile): string[] {
  return notUsedYet.filter((key) => isPresent(written, key.split('.'), already[key]));
}

function isPresent(value: unknown, steps: readonly string[], already: unknown): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return value !== undefined && value !== already;
  if (typeof value !== 'object' || value === null) return false;
  const name = step.replace(/\[\]$|\{\}$/, '');
  const next = (value as Record<string, unknown>)[name];
  if (name === step) return next !== undefined && isPresent(next, rest, already);
  return Object.values(next ?? {}).some((each) => isPresent(each, rest, already));
}
