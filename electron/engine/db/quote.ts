import { RankscopeError } from '../../../shared/wire/errors';

/** A name as a quoted SQL identifier. Refuses the empty name and NUL, which SQL text cannot hold. */
export function quoteIdent(name: string): string {
  if (name === '') throw new RankscopeError({ code: 'input', message: 'A table or column name is empty.' });
  return `"${refuseNul(name).replaceAll('"', '""')}"`;
}

/** A string as a quoted SQL literal. For places that take no parameter (SET, COPY, table functions in DDL). */
export function quoteText(value: string): string {
  return `'${refuseNul(value).replaceAll("'", "''")}'`;
}

function refuseNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new RankscopeError({
    code: 'input',
    message: `The text ${JSON.stringify(text.slice(0, 80))} holds a NUL character, which SQL text cannot hold.`,
  });
}
