import type { LogRole } from '../../../../shared/case/resolvedCase';

/** A role that no column was found for, and what that costs. */
export interface MissingRole {
  role: string;
  cost: string;
}

const costs: readonly { role: LogRole; cost: string }[] = [
  {
    role: 'request',
    cost: 'each row is its own request; list metrics are refused, because nothing says which rows were one list',
  },
  { role: 'position', cost: 'there is no logged list: @logged, moves and position bias are not available' },
  { role: 'time', cost: 'no trends, no onset, no maturity of outcomes' },
  { role: 'user', cost: 'tests take requests as independent, and nothing is counted per user' },
  { role: 'score', cost: 'whether a model file reproduces what was served cannot be checked (fidelity)' },
  { role: 'propensity', cost: 'the estimators of the policy view that need logged probabilities are refused' },
];

/** Roles of the log that were not found, with what each costs. */
export function missingRoles(found: ReadonlySet<string>, hasLog: boolean, hasLabel: boolean): MissingRole[] {
  const missing: MissingRole[] = hasLog
    ? costs.filter(({ role }) => !found.has(role)).map((each) => ({ ...each }))
    : [];
  if (!hasLabel) {
    missing.push({
      role: 'label',
      cost: 'no grades, clicks or orders: metrics have nothing to measure; rankings can still be compared with each other',
    });
  }
  return missing;
}
