import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import { isFatal } from '../db/errors';

/** Whether an error ends the scoring of all models, not of one. */
export function mustStop(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted || isFatal(error)) return true;
  return error instanceof RankscopeError && ['cancelled', 'closed', 'resource'].includes(error.code);
}

/** Why a model could not be scored, in a sentence or two. */
export function reasonOf(error: unknown): string {
  const { message, hint } = toWireError(error);
  return hint ? `${message} ${hint}` : message;
}
