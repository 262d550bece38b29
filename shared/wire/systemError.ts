import type { WireError } from './errors';

interface SystemFailure {
  code: string;
  path?: string;
  syscall?: string;
}

const noSpace = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const noRight = new Set(['EACCES', 'EPERM', 'EROFS']);
const writing = new Set([
  'mkdir',
  'mkdtemp',
  'rename',
  'unlink',
  'rmdir',
  'rm',
  'write',
  'ftruncate',
  'utime',
  'copyfile',
]);

/** What the system refused (rights, space, a file that went away), in words a person can act on; null for the rest. */
export function describeSystemError(thrown: unknown): WireError | null {
  if (!isSystemFailure(thrown)) return null;
  const { code, path, syscall = '' } = thrown;
  const what = path ?? 'A file';
  const where = path === undefined ? {} : { where: { file: path } };
  if (noSpace.has(code)) {
    const message = `There is no space left to write ${path ?? 'a file'}.`;
    return { code: 'resource', message, hint: 'Free disk space.', ...where };
  }
  if (noRight.has(code)) {
    const why = code === 'EROFS' ? 'it lies on a read-only disk' : 'permission denied';
    const done = writing.has(syscall) || code === 'EROFS' ? 'written' : 'opened';
    const elsewhere = done === 'written' ? ', or keep sessions elsewhere with --session-dir' : '';
    const hint = `Change its rights${elsewhere}.`;
    return { code: 'input', message: `${what} may not be ${done}: ${why}.`, hint, ...where };
  }
  if (code === 'ENOENT') {
    const message = `${what} does not exist any more.`;
    return { code: 'not_found', message, hint: 'Put it back and try again.', ...where };
  }
  return null;
}

function isSystemFailure(thrown: unknown): thrown is Error & SystemFailure {
  return thrown instanceof Error && 'syscall' in thrown && typeof (thrown as { code?: unknown }).code === 'string';
}
