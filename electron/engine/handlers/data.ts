import type { CallContext } from '../callContext';
import { exportSource } from '../console/exportSource';
import type { Exports } from '../console/exports';
import { runConsole } from '../console/runConsole';
import { findTable, listTables, requireColumns } from '../data/listTables';
import { readPage } from '../data/readPage';
import type { QueryOptions } from '../db/statement';
import { columnProfile } from '../profile/columnProfile';
import { logShape } from '../profile/logShape';
import { requestFactsOf } from '../profile/requestFacts';
import { timeStrip } from '../profile/timeStrip';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

type DataMethods =
  | 'data.tables'
  | 'data.page'
  | 'data.query'
  | 'data.export'
  | 'data.download'
  | 'data.profile'
  | 'data.shape'
  | 'time.strip';

/** The tables of a session as they are, what is in them, and queries that people type. */
export function dataHandlers(sessions: SessionRegistry, exports: Exports): HandlersOf<DataMethods> {
  return {
    'data.tables': async ({ session }, { signal }) => ({
      tables: await listTables(sessions.ready(session).session.db, signal),
    }),
    'data.page': async ({ session, ...page }, context) =>
      readPage(sessions.ready(session).session.db, page, watched(context, 'reading rows')),
    'data.query': async ({ session, sql, limit }, context) =>
      runConsole(sessions.ready(session).session.db, sql, limit, watched(context, 'running the query')),
    'data.export': (wanted, context) =>
      exportSource(sessions, exports, wanted, {
        ...watched(context, 'writing rows'),
        onPage: (done, total) => context.progress(done, total, 'evaluating requests'),
      }),
    'data.download': ({ token, offset }) => exports.read(token, offset),
    'data.profile': async ({ session, table, column, slice, bins }, { signal }) => {
      const { session: opened, slices } = sessions.ready(session);
      const info = await findTable(opened.db, table, signal);
      requireColumns(info, [column]);
      const columns = info.columns.map(({ name }) => name);
      const { type } = info.columns.find(({ name }) => name === column)!;
      return columnProfile(slices, { table, column, type, columns, tableRows: info.rows, slice, bins }, signal);
    },
    'data.shape': async ({ session, slice }, { signal }) => {
      const { session: opened, source, slices } = sessions.ready(session);
      return logShape({ session: opened, source, slices, facts: requestFactsOf(opened), slice, signal });
    },
    'time.strip': async ({ session, slice, buckets }, { signal }) => {
      const { session: opened, slices } = sessions.ready(session);
      const set = await slices.select(slice, signal);
      return timeStrip(requestFactsOf(opened), { set, wanted: buckets, column: await slices.timeText() });
    },
  };
}

/** A query under the call's cancel, its progress told in rows where DuckDB can tell. */
function watched({ signal, progress }: CallContext, text: string): QueryOptions & { signal: AbortSignal } {
  return { signal, onProgress: ({ rows, totalRows }) => progress(rows, totalRows, text) };
}
