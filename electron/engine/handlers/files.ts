import type { FileTokens } from '../registry/fileTokens';
import type { HandlersOf } from './handlerTable';

/** Looking for a case where the host has no file dialog. */
export function fileHandlers(files: FileTokens): HandlersOf<'files.list'> {
  return { 'files.list': ({ token }) => files.list(token) };
}
