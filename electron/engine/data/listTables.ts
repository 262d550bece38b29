import type { TableInfo } from '../../../shared/schemas/data';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Database } from '../db/database';
import { sessionColumns, sessionTables, tableCounts } from '../sql/data/tables';
import { tableNote } from './tableNotes';

/** The session's tables with their columns and exact row counts, the ones people ask for first. */
export async function listTables(db: Database, signal?: AbortSignal): Promise<TableInfo[]> {
  const [tables, columns] = await Promise.all([
    db.readRows(sessionTables(), { signal }),
    db.readRows(sessionColumns(), { signal }),
  ]);
  const counting = tableCounts(tables.map(({ table_name }) => String(table_name)));
  const counts = counting === null ? [] : await db.readRows(counting, { signal });
  const rowsOf = new Map(counts.map(({ table_name, rows }) => [table_name, Number(rows)]));
  const infos = tables.map(({ table_name }) => {
    const name = String(table_name);
    const { rank, title, description } = tableNote(name);
    const own = columns.filter((column) => column.table_name === name);
    return {
      rank,
      info: {
        name,
        title,
        description,
        rows: rowsOf.get(table_name!) ?? 0,
        columns: own.map(({ column_name, data_type }) => ({
          name: String(column_name),
          type: String(data_type),
          note: null,
        })),
      },
    };
  });
  infos.sort((a, b) => a.rank - b.rank);
  return infos.map(({ info }) => info);
}

/** One table of the session. Throws `not_found` with the names there are. */
export async function findTable(db: Database, name: string, signal?: AbortSignal): Promise<TableInfo> {
  const tables = await listTables(db, signal);
  const found = tables.find((table) => table.name === name);
  if (found) return found;
  throw new RankscopeError({
    code: 'not_found',
    message: `The session has no table "${name}".`,
    hint: `It has ${tables.map((table) => table.name).join(', ')}.`,
  });
}

/** Throws `not_found` for the first name that is no column of the table. */
export function requireColumns({ name: table, columns }: TableInfo, names: readonly string[]): void {
  const known = columns.map((column) => column.name);
  const missing = names.find((name) => !known.includes(name));
  if (missing === undefined) return;
  throw new RankscopeError({
    code: 'not_found',
    message: `Table "${table}" has no column "${missing}".`,
    hint: `It has ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`,
  });
}
