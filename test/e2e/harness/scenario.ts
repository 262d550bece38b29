/** Which state the canned engine shows. */
export const scenarios = [
  'filled',
  'big',
  'empty',
  'error',
  'loading',
  'slow',
  'means',
  'open',
  'building',
  'failed',
  'lost',
] as const;

export type Scenario = (typeof scenarios)[number];

export function readScenario(search: string): Scenario {
  const wanted = new URLSearchParams(search).get('scenario');
  return scenarios.find((name) => name === wanted) ?? 'filled';
}
