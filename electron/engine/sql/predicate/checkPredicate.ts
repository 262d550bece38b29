import type { Queries } from '../../db/connection';
import { parsePredicate } from './parsePredicate';
import { type PredicateSubject, predicateFault } from './predicateFault';
import { type PredicateScope, unknownColumn } from './predicateScope';
import { canonicalPredicate, prefix } from './serialize';
import { walkPredicate } from './walkPredicate';

/** A predicate or expression that is safe to run inside brackets over its scope. */
export interface CheckedPredicate {
  /** As it was written. Run it as `(<text>\n)`: it may end with a comment. */
  text: string;
  /** The columns that it names, in the order and spelling in which they stand; `table` null is the log. */
  columns: { table: string | null; column: string }[];
}

const maxBytes = 16_384;

/**
 * Checks an SQL expression that a person wrote, by DuckDB's own parser: one expression over known columns with allowed
 * functions, and nothing else (decisions.md 20). Nothing of it is run; types are not checked.
 *
 * @throws RankscopeError `input`, with the character in its sentence and `where.position`, and the nearest name where a
 * column or function is not known.
 */
export async function checkPredicate(
  db: Queries,
  text: string,
  scope: PredicateScope,
  subject: PredicateSubject = { what: 'The predicate' },
): Promise<CheckedPredicate> {
  refuseText(text, subject);
  const { columns, fault: found } = walkPredicate(await parsePredicate(db, text, subject));
  const problem = found ?? columns.map((each) => unknownColumn(each, scope)).find((each) => each !== null) ?? null;
  if (problem) throw predicateFault(subject, text, problem, prefix.length);
  return { text, columns: columns.map(({ table, column }) => ({ table, column })) };
}

/**
 * The text of a checked predicate in DuckDB's own spelling: the same for texts that differ in blanks, comments, case of
 * keywords and needless brackets only. What two clients call one slice has one canonical text.
 */
export async function canonicalText(db: Queries, { text }: CheckedPredicate): Promise<string> {
  const row = await db.readOne(canonicalPredicate(text));
  return String(row?.text).slice(prefix.length - 1);
}

function refuseText(text: string, subject: PredicateSubject): void {
  const bytes = Buffer.byteLength(text);
  const message =
    text.trim() === ''
      ? 'it is empty'
      : bytes > maxBytes
        ? `it is ${bytes} bytes long, at most ${maxBytes} are allowed`
        : text.includes('\0')
          ? 'it holds a NUL character'
          : null;
  if (message) throw predicateFault(subject, text, { message, location: null }, prefix.length);
}
