import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import type { PolicySource } from './policySource';

/** The column of `impressions` that a reward means: an outcome, label or role of that name, else a column of the log. */
export function rewardColumn({ rewards, columns }: PolicySource, name: string): string {
  const column = rewards.get(name) ?? columns.find((each) => each === name);
  if (column !== undefined) return column;
  const names = [...rewards.keys(), ...columns];
  const near = nearestName(name, names);
  throw new RankscopeError({
    code: 'input',
    message: `The log has no reward "${name}".`,
    hint: near === null ? `It has ${names.slice(0, 20).join(', ')}.` : `Did you mean "${near}"?`,
  });
}
