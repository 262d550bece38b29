import { type ErrorPlace, RankscopeError } from '../../../../shared/wire/errors';
import type { PredicateFault } from './walkPredicate';

/** How an error speaks of the text. */
export interface PredicateSubject {
  /** For example `The slice` or `case.yaml, log.where`. */
  what: string;
  place?: ErrorPlace;
}

/**
 * The error of a fault in a text. `location` counts bytes of a statement in which the text begins at byte `offset`;
 * people are told the character, counted from 1, and callers get `where.position`.
 */
export function predicateFault(
  { what, place }: PredicateSubject,
  text: string,
  { message, location }: PredicateFault,
  offset: number,
  cause?: unknown,
): RankscopeError {
  const position = location === null ? null : indexAt(text, location - offset);
  const end = /[.?!]$/.test(message) ? '' : '.';
  const where = { ...place, ...(position !== null && { position }) };
  return new RankscopeError(
    {
      code: 'input',
      message: `${what}${position === null ? '' : `, character ${[...text.slice(0, position)].length + 1}`}: ${message}${end}`,
      ...(Object.keys(where).length > 0 && { where }),
    },
    { cause },
  );
}

// Parser positions count bytes. Positions past the text belong to our closing bracket.
function indexAt(text: string, byte: number): number | null {
  if (byte < 0 || byte > Buffer.byteLength(text)) return null;
  return Buffer.from(text).subarray(0, byte).toString().length;
}
