import { RankscopeError } from './errors';

/** The error of a frame, message or reference that no peer of this protocol sends. `what` is a sentence. */
export function protocolError(what: string): RankscopeError {
  return new RankscopeError({
    code: 'protocol',
    message: what,
    hint: 'Reload the window. If this comes back, the two sides are of different versions: restart Rankscope.',
  });
}
