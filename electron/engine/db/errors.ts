import { cancelledError, type ErrorCode, RankscopeError } from '../../../shared/wire/errors';
import { type DuckdbReport, parseReport } from './errorReport';

/** A failure that DuckDB reported. */
export class DuckdbError extends RankscopeError {
  /** DuckDB's name of it, such as `Binder`, `Catalog`, `Conversion`, `Out of Memory`. */
  readonly exceptionType: string;
  /** Index in `sql` (UTF-16 units, from 0) where the fault lies; null when DuckDB names no place. */
  readonly position: number | null;

  constructor(code: ErrorCode, report: DuckdbReport, cause: unknown, rest: { hint?: string; sql?: string }) {
    super({ code, message: report.message, ...rest }, { cause });
    this.exceptionType = report.type;
    this.position = report.position;
  }
}

/** True when DuckDB can no longer be trusted in this process: the engine must exit. */
export function isFatal(error: unknown): error is DuckdbError {
  return error instanceof DuckdbError && (error.exceptionType === 'FATAL' || error.exceptionType === 'INTERNAL');
}

/** Whatever DuckDB threw, as the error a person can act on. A `RankscopeError` passes as it is. */
export function toDuckdbError(thrown: unknown, sql?: string): RankscopeError {
  if (thrown instanceof RankscopeError) return thrown;
  const report = parseReport(thrown instanceof Error ? thrown.message : String(thrown), sql);
  if (report.type === 'INTERRUPT') return cancelledError();
  const lock = lockedError(report, thrown);
  if (lock) return lock;
  if (isDiskFull(report))
    return resourceError(report, 'Free disk space, or point --temp at another disk.', thrown, sql);
  if (report.type === 'Out of Memory') return outOfMemory(report, thrown, sql);
  const code = codeOfType[report.type] ?? 'internal';
  return new DuckdbError(code, report, thrown, { sql, hint: hintOf(report) });
}

const codeOfType: Record<string, ErrorCode> = {
  Parser: 'input',
  Syntax: 'input',
  Binder: 'input',
  Catalog: 'input',
  Conversion: 'input',
  'Invalid Input': 'input',
  'Invalid type': 'input',
  'Mismatch Type': 'input',
  'Out of Range': 'input',
  'Divide by Zero': 'input',
  Decimal: 'input',
  Constraint: 'input',
  'Not implemented': 'input',
  Expression: 'input',
  'Parameter Not Resolved': 'input',
  'Parameter Not Allowed': 'input',
  IO: 'input',
  Permission: 'refused',
  Serialization: 'unsupported',
};

const readOnlyText = /read-only/;

function hintOf(report: DuckdbReport): string | undefined {
  if (report.type === 'Permission') return 'Queries may read the tables of the case only, no files and no network.';
  return report.details;
}

function lockedError(report: DuckdbReport, cause: unknown): RankscopeError | null {
  if (report.type === 'TransactionContext' && readOnlyText.test(report.message)) {
    return new DuckdbError('refused', report, cause, { hint: 'Only queries that read are allowed here.' });
  }
  if (!/Could not set lock on file|being used by another process/.test(report.message)) return null;
  const pid = /\(PID (\d+)\)/.exec(report.message)?.[1];
  const file = /on file "([^"]+)"/.exec(report.message)?.[1];
  const holder = pid ? `process ${pid}` : 'another process';
  const message = `The session ${file ? `${file} ` : ''}is open in ${holder}.`;
  return new RankscopeError({ code: 'locked', message, hint: `Close it there, or end ${holder}.` }, { cause });
}

function isDiskFull(report: DuckdbReport): boolean {
  return /No space left on device|File too large|disk (is )?full|not enough space on the disk/i.test(report.message);
}

function outOfMemory(report: DuckdbReport, cause: unknown, sql?: string): RankscopeError {
  if (report.message.includes('offload')) {
    const hint = 'Free disk space beside the session, or allow more of it for temporary files.';
    return resourceError(report, hint, cause, sql);
  }
  return resourceError(report, 'Allow more memory with --memory, or look at a smaller slice.', cause, sql);
}

function resourceError(report: DuckdbReport, hint: string, cause: unknown, sql?: string): RankscopeError {
  return new DuckdbError('resource', report, cause, { hint, sql });
}
