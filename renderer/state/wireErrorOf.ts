import { toWireError, type WireError } from '../../shared/wire/errors';

/** Anything thrown, or an error that already came over the wire as plain data, in the wire's shape. */
export function wireErrorOf(error: unknown): WireError {
  if (error instanceof Error) return toWireError(error);
  const isWire = typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
  return isWire ? (error as WireError) : toWireError(error);
}
