import type { InitResult } from '../../../shared/schemas/init';

/** A file or folder that a person chose; the token stands for its path. */
export interface ChosenFile {
  token: string;
  name: string;
  kind: 'file' | 'folder';
}

/** The list with these added, none twice; at most 500, which is what one preview takes. */
export function withFiles(chosen: readonly ChosenFile[], added: readonly ChosenFile[]): ChosenFile[] {
  const known = new Set(chosen.map(({ token }) => token));
  return [...chosen, ...added.filter(({ token }) => !known.has(token))].slice(0, 500);
}

/** A line of the roles table: a guessed role, or one that nothing was found for. */
export interface RoleLine {
  role: string;
  column: string | null;
  confidence: number | null;
  reason: string;
  options: { value: string; label: string }[];
}

/** Stands for "no column" in a choice of columns. */
export const noColumn = '';

type Shown = Pick<InitResult, 'roles' | 'missing' | 'columns'>;

/** Every role with the columns that may play it: alternatives with how sure they are first, then all others. */
export function roleLines(
  { roles, missing, columns }: Shown,
  chosen: Readonly<Record<string, string | null>>,
): RoleLine[] {
  const names = columns.map(({ name }) => name);
  const guessed = roles.map(({ role, column, confidence, reason, alternatives }) => ({
    role,
    column,
    confidence: role in chosen ? null : confidence,
    reason: role in chosen ? 'your choice' : reason,
    options: columnOptions(names, [{ column, confidence }, ...alternatives]),
  }));
  const lacking = missing.filter(({ role }) => !roles.some((each) => each.role === role));
  const dropped = Object.keys(chosen).filter((role) => ![...roles, ...lacking].some((each) => each.role === role));
  return [
    ...guessed,
    ...lacking.map(({ role, cost }) => line(role, `missing: ${cost}`, names)),
    ...dropped.map((role) => line(role, 'your choice: none', names)),
  ];
}

function line(role: string, reason: string, names: readonly string[]): RoleLine {
  return { role, column: null, confidence: null, reason, options: columnOptions(names, []) };
}

function columnOptions(names: readonly string[], sure: readonly { column: string; confidence: number }[]) {
  const first = new Map(sure.map(({ column, confidence }) => [column, `${column} · ${Math.round(confidence * 100)}%`]));
  const rest = names.filter((name) => !first.has(name)).map((name) => ({ value: name, label: name }));
  return [...[...first].map(([value, label]) => ({ value, label })), ...rest, { value: noColumn, label: 'none' }];
}

/** Roles of missing labels are a group ("label"), which no single column plays. */
export function isChoosable(role: string): boolean {
  return role !== 'label';
}
