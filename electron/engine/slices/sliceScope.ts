import { columnText } from '../../../shared/slices/predicateText';
import type { SliceColumn } from '../../../shared/slices/sliceSchemas';
import type { Database } from '../db/database';
import type { Session } from '../session/session';
import { sessionColumns } from '../sql/data/tables';
import type { PredicateScope } from '../sql/predicate/predicateScope';
import type { ColumnSource } from '../sql/slices/sliceRelation';
import { hasTwins } from '../sql/slices/sliceRelation';
import { columnKind } from './columnKind';
import type { Selection } from './selectionTables';

/** A column that predicates may name, and where it lies. */
export interface ScopeColumn extends SliceColumn {
  source: ColumnSource;
  /** False for second names of a column, which are accepted and not offered. */
  offered: boolean;
}

/** Everything that predicates of a session may name. */
export interface SliceScope {
  columns: readonly ScopeColumn[];
  names: PredicateScope;
  /** The column behind a name, in any letter case. */
  find(table: string | null, column: string): ScopeColumn | undefined;
}

/** Columns of `impressions` that people never see. */
const hidden = new Set(['row_id', 'request_index', 'item_key']);

interface StoredColumn {
  table: string;
  column: string;
  type: string;
}

/** Reads what the session's tables hold. Selections come and go: build the scope again after a change of them. */
export async function readSliceScope(session: Session, selections: readonly Selection[]): Promise<SliceScope> {
  const stored = (await session.db.readRows(sessionColumns())).map((row) => ({
    table: String(row.table_name),
    column: String(row.column_name),
    type: String(row.data_type),
  }));
  const columns = new Map<string, ScopeColumn>();
  const add = (column: ScopeColumn) => {
    const key = keyOf(column.table, column.column);
    if (!columns.has(key)) columns.set(key, column);
  };
  for (const column of logColumns(session, stored)) add(column);
  for (const table of ['items', 'users'] as const) {
    for (const column of await joinedColumns(session.db, table, stored)) add(column);
  }
  for (const selection of selections) if (selection.problem === null) add(selectionColumn(selection));
  return scopeOf([...columns.values()]);
}

function keyOf(table: string | null, column: string): string {
  return `${table?.toLowerCase() ?? ''}\n${column.toLowerCase()}`;
}

function scopeOf(columns: ScopeColumn[]): SliceScope {
  const byKey = new Map(columns.map((column) => [keyOf(column.table, column.column), column]));
  const tables: Record<string, string[]> = {};
  for (const { table } of columns) {
    if (table !== null) tables[table] ??= columns.filter((each) => each.table === table).map(({ column }) => column);
  }
  const log = columns.filter((column) => column.table === null).map(({ column }) => column);
  return { columns, names: { log, tables }, find: (table, column) => byKey.get(keyOf(table, column)) };
}

// Role columns win over the log's own names, those over features, those over the names of labels and outcomes.
function logColumns(session: Session, stored: readonly StoredColumn[]): ScopeColumn[] {
  const own = stored.filter(({ table, column }) => table === 'impressions' && !hidden.has(column));
  const features = stored.filter(({ table, column }) => table === 'features_logged' && column !== 'row_id');
  const columns = own.map(({ column, type }) => {
    const about = aboutOf(session, column);
    return scopeColumn(null, column, type, about, { from: 'impressions', column });
  });
  const types = new Map(own.map(({ column, type }) => [column, type]));
  const alias = (name: string, column: string): ScopeColumn[] => {
    const type = types.get(column);
    if (type === undefined) return [];
    const source: ColumnSource = { from: 'impressions', column };
    return [{ ...scopeColumn(null, name, type, aboutOf(session, column), source), offered: false }];
  };
  const prefixed = own.flatMap(({ column }) => {
    const name = /^(?:label|outcome|version):(.+)$/.exec(column)?.[1];
    return name === undefined ? [] : alias(name, column);
  });
  return [
    ...columns,
    ...ownNames(session).flatMap(([name, column]) => alias(name, column)),
    ...features.map(({ column, type }) =>
      scopeColumn(null, column, type, 'feature', { from: 'features_logged', column }),
    ),
    ...prefixed,
  ];
}

function aboutOf({ meta, case: { log } }: Session, column: string): SliceColumn['about'] {
  if (column.startsWith('label:')) return 'label';
  if (column.startsWith('outcome:')) return 'outcome';
  if (column.startsWith('version:')) return 'version';
  const isRole = meta.roles.some(({ role }) => columnOfRole[role] === column || role === column);
  return isRole && !(log.context ?? []).includes(column) ? 'role' : 'context';
}

/** Roles whose column in the session has another name. */
const columnOfRole: Record<string, string> = { request: 'request_id', item: 'item_id', user: 'user_id' };

/** The log's own names of columns that the session keeps under a role's name, then the roles' names. */
function ownNames({ case: { log, outcomes } }: Session): [name: string, column: string][] {
  const roles = Object.entries(log.columns).map(([role, name]): [string, string] => [name, columnOfRole[role] ?? role]);
  return [
    ...roles,
    ...Object.entries(log.versions).map(([key, name]): [string, string] => [name, `version:${key}`]),
    ...outcomes.map(({ name, column }): [string, string] => [column, `outcome:${name}`]),
    ...Object.entries(columnOfRole),
  ];
}

async function joinedColumns(
  db: Database,
  table: 'items' | 'users',
  stored: readonly StoredColumn[],
): Promise<ScopeColumn[]> {
  const idColumn = table === 'items' ? 'item_id' : 'user_id';
  const columns = stored.filter((each) => each.table === table);
  const key = columns.find(({ column }) => column === idColumn || column === 'id')?.column;
  const isInLog = stored.some((each) => each.table === 'impressions' && each.column === idColumn);
  if (key === undefined || !isInLog) return [];
  const twins = Boolean((await db.readOne(hasTwins(table, key)))?.twins);
  const about = table === 'items' ? 'item' : 'user';
  return columns
    .filter(({ column }) => column !== key && column !== 'item_key')
    .map(({ column, type }) =>
      scopeColumn(table, column, type, about, { from: 'table', table, key, id: idColumn, twins, column }),
    );
}

function selectionColumn({ name, kind, n }: Selection): ScopeColumn {
  const id = `${kind}_id`;
  return scopeColumn('selections', name, 'BOOLEAN', 'selection', { from: 'selection', n, id, column: name });
}

function scopeColumn(
  table: string | null,
  column: string,
  type: string,
  about: SliceColumn['about'],
  source: ColumnSource,
): ScopeColumn {
  return {
    table,
    column,
    text: columnText({ table, column }),
    kind: columnKind(type),
    type,
    about,
    source,
    offered: true,
  };
}
