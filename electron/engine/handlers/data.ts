import { listTables } from '../data/listTables';
import { readPage } from '../data/readPage';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** The tables of a session, as they are. */
export function dataHandlers(sessions: SessionRegistry): HandlersOf<'data.tables' | 'data.page'> {
  return {
    'data.tables': async ({ session }, { signal }) => ({
      tables: await listTables(sessions.ready(session).session.db, signal),
    }),
    'data.page': async ({ session, ...page }, { signal }) => readPage(sessions.ready(session).session.db, page, signal),
  };
}
