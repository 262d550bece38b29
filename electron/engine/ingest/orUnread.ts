import { RankscopeError } from '../../../shared/wire/errors';
import type { BuildContext } from './buildContext';

/**
 * Reads an input that a session can do without. A fault of that input takes back the warnings that reading it had
 * added, and `unread` says what becomes of it; any other failure rejects.
 */
export async function orUnread<T>(
  { warnings }: BuildContext,
  read: () => Promise<T>,
  unread: (fault: RankscopeError) => Promise<T>,
): Promise<T> {
  const before = warnings.length;
  try {
    return await read();
  } catch (error) {
    if (!isInputFault(error)) throw error;
    warnings.length = before;
    return unread(error);
  }
}

/** Whether a failure is the fault of what a person gave: its content, or what it asks for. */
export function isInputFault(error: unknown): error is RankscopeError {
  return error instanceof RankscopeError && ['input', 'refused'].includes(error.code);
}

/** A fault in sentences: what is wrong, what to do, and what follows. */
export function faultText({ message, hint }: RankscopeError, ...consequences: string[]): string {
  return [message.replace(/\.?$/, '.'), hint, ...consequences].filter(Boolean).join(' ');
}
