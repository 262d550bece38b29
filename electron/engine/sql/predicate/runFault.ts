import { DuckdbError } from '../../db/errors';
import { type PredicateSubject, predicateFault } from './predicateFault';

/**
 * What DuckDB found wrong when it ran a statement with a checked predicate in it (types that do not fit, values that
 * cannot be cast), told with the place in the predicate. `predicateAt` is the index of the predicate in the statement.
 * Other errors come back as they are.
 */
export function runFault(
  error: unknown,
  statement: { text: string; predicateAt: number },
  predicate: string,
  subject: PredicateSubject,
): unknown {
  if (!(error instanceof DuckdbError) || error.code !== 'input') return error;
  const location = error.position === null ? null : Buffer.byteLength(statement.text.slice(0, error.position));
  const offset = Buffer.byteLength(statement.text.slice(0, statement.predicateAt));
  return predicateFault(subject, predicate, { message: error.message, location }, offset, error);
}
