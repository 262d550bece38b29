import { RankscopeError } from './errors';
import { maxMessageBytes } from './frames';

const mib = 1024 * 1024;

/** The error of a message over the limit. `bytes` null: counting stopped once it was over. */
export function messageTooLarge(bytes: number | null): RankscopeError {
  const size = bytes === null ? `more than ${maxMessageBytes / mib} MB` : `${(bytes / mib).toFixed(1)} MB`;
  return new RankscopeError({
    code: 'too_large',
    message: `A message of ${size} is over the limit of ${maxMessageBytes / mib} MB.`,
    hint: 'Ask for fewer rows or columns at once (offset, limit).',
  });
}
