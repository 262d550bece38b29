import type { ExportSource } from '../../../shared/slices/dataMethods';
import { requestPages } from '../compare/requestPages';
import { findTable, requireColumns } from '../data/listTables';
import type { QueryOptions } from '../db/statement';
import type { SessionRegistry } from '../registry/sessionRegistry';
import { allRowsText } from '../sql/data/tables';
import { checkValues } from './checkValues';
import { type ExportRequest, type ExportResult, exportFolder, exportRows } from './exportRows';
import type { Exports } from './exports';
import { exportValues } from './exportValues';

interface SourceExport {
  session: string;
  source: ExportSource;
  format: ExportRequest['format'];
}

/** Writes what a client asked for to a file that waits to be taken. */
export async function exportSource(
  sessions: SessionRegistry,
  exports: Exports,
  { session, source, format }: SourceExport,
  options: QueryOptions & { signal: AbortSignal; onPage: (done: number, total: number) => void },
): Promise<ExportResult> {
  const { db } = sessions.ready(session).session;
  if ('sql' in source) return exportRows(db, exports, { sql: source.sql, name: 'query', format }, options);
  if ('table' in source) {
    const { table, orderBy } = source;
    const info = await findTable(db, table, options.signal);
    const columns = source.columns ?? info.columns.map(({ name }) => name);
    requireColumns(info, [...columns, ...orderBy.map(({ column }) => column)]);
    const sql = allRowsText({ table, columns, orderBy, where: null });
    return exportRows(db, exports, { sql, name: table, format }, options);
  }
  const { folder } = await exportFolder(db);
  if ('values' in source) {
    const pages = [checkValues(source.values)];
    return exportValues(folder, exports, { name: source.name, format, pages }, options);
  }
  const { slice, ...params } = source.requests;
  const contest = await sessions.contest(session, slice, options.signal);
  const evaluation = { signal: options.signal, progress: options.onPage };
  const pages = requestPages(contest.source, contest.requestSet, params, evaluation);
  return exportValues(folder, exports, { name: 'requests', format, pages }, options);
}
