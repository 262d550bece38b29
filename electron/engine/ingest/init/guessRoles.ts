import type { LogRole } from '../../../../shared/case/resolvedCase';
import { type ColumnFacts, isRowNumber } from './columnFacts';
import { fitRole } from './roleFits';
import { featurePrefix, plainName, roleNames } from './roleNames';

/** A column that may play a role. `confidence` 0 to 1: how usual the name is, times how well the values fit. */
export interface Candidate {
  role: LogRole;
  column: string;
  confidence: number;
  reason: string;
}

/** The column that was chosen for a role, and the others that may play it, best first. */
export interface RoleGuess extends Candidate {
  alternatives: Omit<Candidate, 'role'>[];
}

/** Below this a column is an alternative at most. */
export const assignFrom = 0.5;
const worthNaming = 0.15;

/** Every column that may play a role by its name, judged by its values. */
export function roleCandidates(columns: readonly ColumnFacts[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const facts of columns) {
    if (featurePrefix.test(facts.name) || facts.filled === 0) continue;
    for (const role of Object.keys(roleNames) as LogRole[]) {
      const name = nameScore(role, facts.name);
      if (name === 0) continue;
      const { fit, words } = fitRole(role, facts);
      // Items and users may well be numbered from 0; a request that numbers the rows holds one row each.
      const counts = isRowNumber(facts) && (role === 'request' || role === 'list' || name < 0.7);
      const confidence = round(name * fit * (counts ? 0.3 : 1));
      const reason = `the name is ${name > 0.7 ? 'usual' : 'possible'}; ${words}${counts ? ', it numbers the rows' : ''}`;
      if (confidence > 0) candidates.push({ role, column: facts.name, confidence, reason });
    }
  }
  return candidates;
}

/** 0.98 down to 0.75 for usual names, 0.65 down to 0.5 for possible ones, 0.45 when a usual name is only a part. */
export function nameScore(role: LogRole, name: string): number {
  const plain = plainName(name);
  const { usual, possible } = roleNames[role];
  const at = usual.indexOf(plain);
  if (at >= 0) return Math.max(0.75, 0.98 - at * 0.015);
  const other = possible.indexOf(plain);
  if (other >= 0) return Math.max(0.5, 0.65 - other * 0.015);
  const isPart = usual.some((each) => each.length >= 6 && (plain.endsWith(each) || plain.startsWith(each)));
  return isPart ? 0.45 : 0;
}

/**
 * Gives each role its best column, each column one role, the surest pair first. A person's own choice wins: a column,
 * or null for none.
 */
export function assignRoles(
  candidates: readonly Candidate[],
  chosen: Readonly<Partial<Record<LogRole, string | null>>>,
  needed: number = assignFrom,
): RoleGuess[] {
  const own = new Set(Object.values(chosen).filter((each) => typeof each === 'string'));
  const ordered = [...candidates].sort((a, b) => b.confidence - a.confidence || order(a) - order(b));
  const roles = new Map<LogRole, Candidate>();
  const taken = new Map<string, LogRole>();
  for (const [role, column] of Object.entries(chosen) as [LogRole, string | null][]) {
    if (column !== null) roles.set(role, { role, column, confidence: 1, reason: 'chosen by a person' });
  }
  // Pages share a list: the role means nothing before each page is a request.
  const pages = ordered.filter((each) => each.role === 'list');
  for (const candidate of [...ordered.filter((each) => each.role !== 'list'), ...pages]) {
    const { role, column, confidence } = candidate;
    if (confidence < needed || role in chosen || own.has(column)) continue;
    if (roles.has(role) || taken.has(column) || (role === 'list' && !roles.has('request'))) continue;
    roles.set(role, candidate);
    taken.set(column, role);
  }
  return [...roles.values()]
    .sort((a, b) => order(a) - order(b))
    .map((each) => ({
      ...each,
      alternatives: ordered
        .filter((other) => other.role === each.role && other.column !== each.column && other.confidence >= worthNaming)
        .slice(0, 5)
        .map(({ column, confidence, reason }) => ({ column, confidence, reason })),
    }));
}

const roleOrder = Object.keys(roleNames) as LogRole[];

function order({ role }: Pick<Candidate, 'role'>): number {
  return roleOrder.indexOf(role);
}

/** Two digits: more would pretend to be measured. */
export function round(confidence: number): number {
  return Math.round(Math.min(0.99, Math.max(0, confidence)) * 100) / 100;
}
