import { RankscopeError, toWireError, type WireError } from '../../shared/wire/errors';

/** The command line's exit codes (case-format.md). */
export const exitCodes = { done: 0, gate: 1, input: 2, internal: 3 } as const;

/** A gate of `--fail-if` was hit: the result stands, the exit code says so. */
export class GateError extends Error {
  constructor(hits: readonly string[]) {
    super(hits.join('\n'));
    this.name = 'GateError';
  }
}

/** The exit code of a failure: 2 for what the user can mend, 3 for what only we can. */
export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof GateError) return exitCodes.gate;
  const { code } = toWireError(thrown);
  return code === 'internal' || code === 'protocol' ? exitCodes.internal : exitCodes.input;
}

/** A failure as one message: what, where, what to do. The stack only with `debug`. */
export function failureText(thrown: unknown, debug: boolean): string {
  if (thrown instanceof GateError) return `${thrown.message.replace(/^/gm, 'rankscope: ')}\n`;
  const error = toWireError(thrown);
  const lines = [`rankscope: ${error.message}`];
  const place = placeText(error);
  if (place) lines.push(`  at ${place}`);
  if (error.hint) lines.push(`  ${error.hint}`);
  if (error.code === 'internal' && !(thrown instanceof RankscopeError)) {
    lines.push('  This is a fault of Rankscope. Run again with --debug for details.');
  }
  if (debug && thrown instanceof Error) {
    lines.push(thrown.stack ?? '');
    if (thrown.cause instanceof Error) lines.push(`caused by ${thrown.cause.stack ?? thrown.cause.message}`);
  }
  return `${lines.join('\n')}\n`;
}

function placeText(error: WireError): string {
  const { file, line, row, column, path } = error.where ?? {};
  const parts: string[] = [];
  if (file) parts.push(line ? `${file}:${line}` : file);
  else if (line) parts.push(`line ${line}`);
  if (row) parts.push(`row ${row}`);
  if (column) parts.push(`column "${column}"`);
  if (path) parts.push(`key ${path}`);
  // A sentence that already names the place is not followed by the same place again.
  return parts.filter((part) => !error.message.includes(part)).join(', ');
}
