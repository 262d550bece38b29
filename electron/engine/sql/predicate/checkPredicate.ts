import { nearestName } from '../../../../shared/case/nearestName';
import { type ErrorPlace, RankscopeError } from '../../../../shared/wire/errors';
import type { Queries } from '../../db/connection';
import { prefix, serializePredicate } from './serialize';
import { type PredicateColumn, type PredicateFault, type PredicateNode, walkPredicate } from './walkPredicate';

/** Names that a predicate may use: the log's columns (roles and own names), and those of joined tables by table. */
export interface PredicateScope {
  log: readonly string[];
  tables: Readonly<Record<string, readonly string[]>>;
}

/** A predicate or expression that is safe to run inside brackets over its scope. */
export interface CheckedPredicate {
  text: string;
  columns: { table: string | null; column: string }[];
}

/** How an error speaks of the text. */
export interface PredicateSubject {
  /** For example `The slice` or `case.yaml, log.where`. */
  what: string;
  place?: ErrorPlace;
}

const maxBytes = 16_384;

/**
 * Checks an SQL expression that a person wrote, by DuckDB's own parser: one expression over known columns with allowed
 * functions, and nothing else. Throws an `input` error that names the place in the text; nothing of it is run.
 */
export async function checkPredicate(
  db: Queries,
  text: string,
  scope: PredicateScope,
  subject: PredicateSubject,
): Promise<CheckedPredicate> {
  if (text.trim() === '') throw fault(subject, text, { message: 'it is empty', location: null });
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes)
    throw fault(subject, text, {
      message: `it is ${bytes} bytes long, at most ${maxBytes} are allowed`,
      location: null,
    });
  if (text.includes('\0')) throw fault(subject, text, { message: 'it holds a NUL character', location: null });
  const { columns, fault: found } = walkPredicate(await parse(db, text, subject));
  const problem = found ?? columns.map((each) => unknownColumn(each, scope)).find((each) => each !== null) ?? null;
  if (problem) throw fault(subject, text, problem);
  return { text, columns: columns.map(({ table, column }) => ({ table, column })) };
}

interface Serialized {
  error: boolean;
  error_message?: string;
  position?: string | number;
  statements?: { node: PredicateNode }[];
}

async function parse(db: Queries, text: string, subject: PredicateSubject): Promise<PredicateNode> {
  const row = await db.readOne(serializePredicate(text));
  const tree = JSON.parse(String(row?.tree)) as Serialized;
  if (tree.error) {
    const message = String(tree.error_message ?? 'it cannot be parsed').split('\n')[0]!;
    const position = Number(tree.position);
    throw fault(subject, text, { message, location: Number.isFinite(position) ? position : null });
  }
  const [statement, ...others] = tree.statements ?? [];
  const node = statement?.node;
  const from = node?.from_table as PredicateNode | undefined;
  const modifiers = (node?.modifiers as unknown[] | undefined) ?? [];
  const isPlain = node?.type === 'SELECT_NODE' && from?.type === 'BASE_TABLE' && modifiers.length === 0;
  const extra = node && (node.having || node.qualify || node.sample || (node.group_expressions as unknown[])?.length);
  const where = node?.where_clause as PredicateNode | null | undefined;
  if (!isPlain || others.length > 0 || extra || !where) {
    throw fault(subject, text, { message: 'it is not one expression', location: null });
  }
  return where;
}

function unknownColumn({ table, column, location }: PredicateColumn, scope: PredicateScope): PredicateFault | null {
  const isKnown = (names: readonly string[] | undefined) =>
    names?.some((each) => each.toLowerCase() === column.toLowerCase());
  if (table === null) {
    return isKnown(scope.log)
      ? null
      : { message: `there is no column "${column}"${advice(column, scope.log)}`, location };
  }
  const key = Object.keys(scope.tables).find((each) => each.toLowerCase() === table.toLowerCase());
  if (key === undefined) {
    const tables = Object.keys(scope.tables);
    const known = tables.length ? `; known are ${tables.join(', ')}` : '';
    return { message: `there is no table "${table}"${known}`, location };
  }
  const names = scope.tables[key]!;
  return isKnown(names) ? null : { message: `${key} has no column "${column}"${advice(column, names)}`, location };
}

function advice(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  if (near) return `, did you mean "${near}"?`;
  return names.length ? `; there are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}` : '';
}

function fault({ what, place }: PredicateSubject, text: string, { message, location }: PredicateFault): RankscopeError {
  const at = location === null ? null : characterAt(text, location - prefix.length);
  const end = message.endsWith('?') ? '' : '.';
  return new RankscopeError({
    code: 'input',
    message: `${what}${at === null ? '' : `, character ${at + 1}`}: ${message}${end}`,
    where: place,
  });
}

// Parser positions count bytes; people count characters. Positions past the text belong to our closing bracket.
function characterAt(text: string, byte: number): number | null {
  if (byte < 0 || byte > Buffer.byteLength(text)) return null;
  return Buffer.from(text).subarray(0, byte).toString().length;
}
