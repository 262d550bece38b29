import type { z } from 'zod';
import { RankscopeError } from '../../../shared/wire/errors';

/** Narrows what a client sent to what the method declares; the error names the method and the path into the params. */
export function decodeParams<S extends z.ZodType>(method: string, schema: S, params: unknown): z.output<S> {
  const decoded = schema.safeParse(params ?? {});
  if (decoded.success) return decoded.data;
  const issue = decoded.error.issues[0];
  const path = issue ? issue.path.map(String).join('.') : '';
  throw new RankscopeError({
    code: 'usage',
    message: `${method} was called with wrong parameters${path ? ` at "${path}"` : ''}: ${issue?.message ?? 'not an object'}.`,
    where: { path },
  });
}
