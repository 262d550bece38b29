/**
 * Where a result breaks the null rule: numbers that are not finite, and nulls without a `<key>Reason` beside them. Keys
 * whose null is no missing number are given in `free`.
 */
export function faultsOf(value: unknown, free: ReadonlySet<string>, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (Array.isArray(value)) return value.flatMap((each, i) => faultsOf(each, free, `${path}[${i}]`));
  if (value === null || typeof value !== 'object') return [];
  const record = value as Record<string, unknown>;
  return Object.entries(record).flatMap(([key, each]) => {
    const place = `${path}.${key}`;
    if (each !== null) return faultsOf(each, free, place);
    return free.has(key) || typeof record[`${key}Reason`] === 'string' ? [] : [`${place} is null without a reason`];
  });
}

/** Texts and switches of `compare --json` that may be null. */
export const compareFree: ReadonlySet<string> = new Set([
  'slice',
  'decomposition',
  'label',
  'ciMethod',
  'pMethod',
  'withheld',
  'definitions',
  'fidelity',
  'value',
  'cause',
  'link',
]);
