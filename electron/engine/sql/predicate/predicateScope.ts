import { nearestName } from '../../../../shared/case/nearestName';
import type { PredicateColumn, PredicateFault } from './walkPredicate';

/** Names that a predicate may use: the log's columns (roles and own names), and those of joined tables by table. */
export interface PredicateScope {
  log: readonly string[];
  tables: Readonly<Record<string, readonly string[]>>;
}

/** Why a column cannot be used; null when the scope has it. Letter case does not matter, as in SQL. */
export function unknownColumn(
  { table, column, location }: PredicateColumn,
  scope: PredicateScope,
): PredicateFault | null {
  if (table === null) {
    return includes(scope.log, column)
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
  return includes(names, column)
    ? null
    : { message: `${key} has no column "${column}"${advice(column, names)}`, location };
}

function includes(names: readonly string[], name: string): boolean {
  return names.some((each) => each.toLowerCase() === name.toLowerCase());
}

const namesListed = 12;

function advice(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  if (near) return `, did you mean "${near}"?`;
  const more = names.length > namesListed ? ', …' : '';
  return names.length ? `; there are ${names.slice(0, namesListed).join(', ')}${more}` : '';
}
