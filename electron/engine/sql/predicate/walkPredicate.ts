import { nearestName } from '../../../../shared/case/nearestName';
import { allowedFunctions, allowedTypes, growingFunctions } from './allowedFunctions';

/** A node of DuckDB's serialized parse tree. */
export interface PredicateNode {
  class?: string;
  type?: string;
  query_location?: number;
  [key: string]: unknown;
}

/** A column that a predicate names: `column` of the log, or of one of the joined tables. */
export interface PredicateColumn {
  table: string | null;
  column: string;
  /** Byte offset in the parsed statement. */
  location: number;
}

/** Why a predicate is refused, and where (byte offset in the parsed statement). */
export interface PredicateFault {
  message: string;
  location: number | null;
}

const operators = new Set([
  'COMPARE_IN',
  'COMPARE_NOT_IN',
  'OPERATOR_NOT',
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_COALESCE',
  'OPERATOR_NULLIF',
  'OPERATOR_TRY',
  'ARRAY_EXTRACT',
  'ARRAY_SLICE',
  'STRUCT_EXTRACT',
  'ARRAY_CONSTRUCTOR',
]);

const refusedClasses: Record<string, string> = {
  SUBQUERY: 'a subquery',
  WINDOW: 'a window function',
  LAMBDA: 'a lambda',
  STAR: 'a star',
  PARAMETER: 'a parameter',
  DEFAULT: 'DEFAULT',
  COLLATE: 'COLLATE',
  POSITIONAL_REFERENCE: 'a column by its number',
};

/** Walks the tree of a predicate. Returns its columns, or the first thing in it that is not allowed. */
export function walkPredicate(root: PredicateNode): { columns: PredicateColumn[]; fault: PredicateFault | null } {
  const columns: PredicateColumn[] = [];
  const open: PredicateNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const step = visit(node, columns);
    if (typeof step === 'string') return { columns, fault: { message: step, location: node.query_location ?? null } };
    open.push(...step.reverse());
  }
  return { columns, fault: null };
}

// The children to visit next, or why the node is refused.
function visit(node: PredicateNode, columns: PredicateColumn[]): PredicateNode[] | string {
  switch (node.class) {
    case 'CONSTANT':
      return [];
    case 'COLUMN_REF':
      return visitColumn(node, columns);
    case 'COMPARISON':
      return nodes(node.left, node.right);
    case 'CONJUNCTION':
      return nodes(...list(node.children));
    case 'BETWEEN':
      return nodes(node.input, node.lower, node.upper);
    case 'OPERATOR':
      return operators.has(node.type ?? '')
        ? nodes(...list(node.children))
        : `the operator ${node.type} is not allowed`;
    case 'CASE':
      return visitCase(node);
    case 'CAST':
      return visitCast(node);
    case 'FUNCTION':
      return visitFunction(node);
    default:
      return `${refusedClasses[node.class ?? ''] ?? `an expression of class ${node.class}`} is not allowed in it`;
  }
}

function visitColumn(node: PredicateNode, columns: PredicateColumn[]): PredicateNode[] | string {
  const names = list(node.column_names).map(String);
  if (names.length > 2) return `"${names.join('.')}" has ${names.length} parts, a column has one or two`;
  const [table, column] = names.length === 2 ? [names[0]!, names[1]!] : [null, names[0]!];
  columns.push({ table, column, location: node.query_location ?? 0 });
  return [];
}

function visitCase(node: PredicateNode): PredicateNode[] {
  const checks = list(node.case_checks) as { when_expr: unknown; then_expr: unknown }[];
  return nodes(...checks.flatMap((each) => [each.when_expr, each.then_expr]), node.else_expr);
}

function visitCast(node: PredicateNode): PredicateNode[] | string {
  const id = String((node.cast_type as { id?: unknown } | undefined)?.id);
  return allowedTypes.has(id) ? nodes(node.child) : 'a cast is allowed to numbers, text, dates and times only';
}

function visitFunction(node: PredicateNode): PredicateNode[] | string {
  const name = String(node.function_name).toLowerCase();
  // The parser writes functions of its own grammar, such as EXTRACT and POSITION, with the schema main.
  const isPlain = node.catalog === '' && (node.schema === '' || node.schema === 'main');
  if (!isPlain || !allowedFunctions.has(name)) return `the function ${name} is not allowed in it${nearFunction(name)}`;
  const orders = (node.order_bys as { orders?: unknown[] } | null)?.orders ?? [];
  const isScalar = !node.filter && !node.distinct && !node.export_state && orders.length === 0;
  if (!isScalar) return `the function ${name} is used as an aggregate`;
  const children = nodes(...list(node.children));
  if (growingFunctions.has(name) && children.some(holdsGrowing))
    return `${name} inside of ${name} is not allowed in it`;
  return children;
}

// Each level multiplies the length of a text; a few of them fill any memory.
function holdsGrowing(root: PredicateNode): boolean {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const { function_name: name } = value as PredicateNode;
    if (growingFunctions.has(String(name).toLowerCase())) return true;
    open.push(...Object.values(value));
  }
  return false;
}

const functionNames = [...allowedFunctions].filter((each) => /^[a-z]/.test(each));

function nearFunction(name: string): string {
  const near = /^[a-z]/.test(name) ? nearestName(name, functionNames) : null;
  return near === null ? '' : `, did you mean ${near}?`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function nodes(...values: unknown[]): PredicateNode[] {
  return values.filter((each): each is PredicateNode => typeof each === 'object' && each !== null);
}
