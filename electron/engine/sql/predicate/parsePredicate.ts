import type { Queries } from '../../db/connection';
import { type PredicateSubject, predicateFault } from './predicateFault';
import { prefix, serializePredicate } from './serialize';
import type { PredicateNode } from './walkPredicate';

interface Serialized {
  error: boolean;
  error_message?: string;
  position?: string | number;
  statements?: { node: PredicateNode }[];
}

/**
 * The parse tree of a text that is exactly one SQL expression, by DuckDB's own parser. Throws an `input` error for
 * anything else: a syntax error, a second statement, a UNION, GROUP BY or LIMIT, brackets that pair up with ours.
 */
export async function parsePredicate(db: Queries, text: string, subject: PredicateSubject): Promise<PredicateNode> {
  const row = await db.readOne(serializePredicate(text));
  const tree = JSON.parse(String(row?.tree)) as Serialized;
  if (tree.error) {
    const message = String(tree.error_message ?? 'it cannot be parsed').split('\n')[0]!;
    const position = Number(tree.position);
    const location = Number.isFinite(position) ? position : null;
    throw predicateFault(subject, text, { message, location }, prefix.length);
  }
  const where = whereClause(tree);
  if (where === null || !isOneArgument(JSON.parse(String(row?.guard)) as Serialized)) {
    throw predicateFault(subject, text, { message: 'it is not one expression', location: null }, prefix.length);
  }
  return where;
}

function whereClause(tree: Serialized): PredicateNode | null {
  const [statement, ...others] = tree.statements ?? [];
  const node = statement?.node;
  const from = node?.from_table as PredicateNode | undefined;
  const modifiers = (node?.modifiers as unknown[] | undefined) ?? [];
  const isPlain = node?.type === 'SELECT_NODE' && from?.type === 'BASE_TABLE' && modifiers.length === 0;
  const extra = node && (node.having || node.qualify || node.sample || (node.group_expressions as unknown[])?.length);
  if (!isPlain || others.length > 0 || extra) return null;
  return (node.where_clause as PredicateNode | null | undefined) ?? null;
}

function isOneArgument(guard: Serialized): boolean {
  const root = guard.error ? null : whereClause(guard);
  const left = root?.type === 'COMPARE_EQUAL' ? (root.left as PredicateNode) : null;
  return left?.type === 'OPERATOR_COALESCE' && (left.children as unknown[]).length === 1;
}
