import { RankscopeError } from '../../../shared/wire/errors';

/** Why a model cannot be scored, as the rest of a sentence, and what would lift that. */
export function refuseModel(reason: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `The model cannot be scored: ${reason}.`, hint });
}

/** `3 features`, `1 feature`. */
export function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
