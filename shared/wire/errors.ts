import { describeSystemError } from './systemError';

/**
 * Every failure that crosses a boundary (wire, command line, window) has one of these codes. Callers branch on the
 * code and show the message.
 *
 * - `usage` the call or the command line is wrong; `input` a case, file or predicate of the user is wrong;
 * - `not_found` a session, model, request or table that does not exist (any more);
 * - `not_ready` the session is still being built; `locked` another process holds it;
 * - `cancelled` somebody asked for it; `closed` the connection or engine went away before an answer;
 * - `protocol` the two sides do not speak the same version or a frame is malformed; `too_large` over a stated limit;
 * - `refused` a number that may not be claimed or an action that is not allowed; `unsupported` not built or not runnable here;
 * - `resource` disk full, out of memory; `internal` a fault of ours.
 */
export const errorCodes = [
  'usage',
  'input',
  'not_found',
  'not_ready',
  'locked',
  'cancelled',
  'closed',
  'protocol',
  'too_large',
  'refused',
  'unsupported',
  'resource',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * Where in the user's material the fault lies. `row` and `line` count from 1; `position` is an index into the text that
 * was sent, from 0, in UTF-16 units as editors count.
 */
export interface ErrorPlace {
  file?: string;
  line?: number;
  row?: number;
  position?: number;
  column?: string;
  /** Dotted path into case.yaml or into a method's params. */
  path?: string;
}

/** The one shape of an error on the wire. `message` is one sentence; `hint` says what to do next. */
export interface WireError {
  code: ErrorCode;
  message: string;
  hint?: string;
  where?: ErrorPlace;
  sql?: string;
}

/** An expected failure, with a sentence for the person who reads it. */
export class RankscopeError extends Error {
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly where?: ErrorPlace;
  readonly sql?: string;

  constructor(error: WireError, options?: { cause?: unknown }) {
    super(error.message, options);
    this.name = 'RankscopeError';
    this.code = error.code;
    this.hint = error.hint;
    this.where = error.where;
    this.sql = error.sql;
  }
}

/** Anything thrown, as the one wire shape. What the system refused becomes a sentence; unknown throwables become `internal` and keep their message. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof RankscopeError) {
    const { code, message, hint, where, sql } = thrown;
    return {
      code,
      message,
      ...(hint !== undefined && { hint }),
      ...(where !== undefined && { where }),
      ...(sql !== undefined && { sql }),
    };
  }
  const system = describeSystemError(thrown);
  if (system) return system;
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The reverse of `toWireError`. An unknown code from a newer peer reads as `internal`. */
export function fromWireError(error: WireError): RankscopeError {
  const known = (errorCodes as readonly string[]).includes(error.code);
  return new RankscopeError(known ? error : { ...error, code: 'internal' });
}

/** The error of every cancelled call. */
export function cancelledError(): RankscopeError {
  return new RankscopeError({ code: 'cancelled', message: 'The work was cancelled.' });
}
