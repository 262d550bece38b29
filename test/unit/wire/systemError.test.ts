import { describe, expect, it } from 'vitest';
import { toWireError } from '../../../shared/wire/errors';

const failure = (code: string, syscall: string, path?: string) =>
  Object.assign(new Error(code), { code, syscall, path });

describe('what the system refuses', () => {
  it.each([
    ['EACCES', 'mkdir', 'input', '/a/b may not be written: permission denied.', /--session-dir/],
    ['EACCES', 'open', 'input', '/a/b may not be opened: permission denied.', /Change its rights/],
    ['EROFS', 'open', 'input', '/a/b may not be written: it lies on a read-only disk.', /--session-dir/],
    ['ENOSPC', 'write', 'resource', 'There is no space left to write /a/b.', /Free disk space/],
    ['ENOENT', 'open', 'not_found', '/a/b does not exist any more.', /Put it back/],
  ])('says %s of %s in words', (code, syscall, kind, message, hint) => {
    const error = toWireError(failure(code, syscall, '/a/b'));
    expect(error).toMatchObject({ code: kind, message, where: { file: '/a/b' } });
    expect(error.hint).toMatch(hint);
  });

  it('names no file where the system names none', () => {
    expect(toWireError(failure('ENOSPC', 'write'))).toEqual({
      code: 'resource',
      message: 'There is no space left to write a file.',
      hint: 'Free disk space.',
    });
  });

  it('leaves every other failure internal', () => {
    expect(toWireError(failure('EBADF', 'close')).code).toBe('internal');
    expect(toWireError(new TypeError('x')).code).toBe('internal');
  });
});
