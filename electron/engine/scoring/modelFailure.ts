import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import { isFatal } from '../db/errors';

/** Whether a failure ends the whole work, rather than being the fault of one model. */
export function mustStop(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted || isFatal(error)) return true;
  return error instanceof RankscopeError && ['cancelled', 'closed', 'resource'].includes(error.code);
}

/** A failure in a sentence, with what to do where that is known. */
export function sentenceOf(error: unknown): string {
  const { message, hint } = toWireError(error);
  return hint ? `${message} ${hint}` : message;
}

/** What some work found, or the reason why it found nothing. */
export type Found<T> = { value: T; reason: null } | { value: null; reason: string };

/** Does work whose failure, put in a sentence, is a result too. */
export async function orSentence<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<Found<T>> {
  try {
    return { value: await work(), reason: null };
  } catch (error) {
    if (mustStop(error, signal)) throw error;
    return { value: null, reason: sentenceOf(error) };
  }
}
