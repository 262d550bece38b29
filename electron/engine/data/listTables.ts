import type { TableInfo } from '../../../shared/schemas/data';
import type { Database } from '../db/database';
import { sessionColumns, sessionTables } from '../sql/data/tables';
import { tableNote } from './tableNotes';

/** The session's tables with their columns, the ones people ask for first. */
export async function listTables(db: Database, signal?: AbortSignal): Promise<TableInfo[]> {
  const [tables, columns] = await Promise.all([
    db.readRows(sessionTables(), { signal }),
    db.readRows(sessionColumns(), { signal }),
  ]);
  const infos = tables.map(({ table_name, rows }) => {
    const name = String(table_name);
    const { rank, title, description } = tableNote(name);
    const own = columns.filter((column) => column.table_name === name);
    return {
      rank,
      info: {
        name,
        title,
        description,
        rows: Number(rows),
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
