import { RankscopeError } from '../../../shared/wire/errors';
import type { SessionRegistry } from '../registry/sessionRegistry';
import { plainColumn, suggestValues } from '../slices/suggestValues';
import type { HandlersOf } from './handlerTable';

type SliceMethods =
  | 'slice.validate'
  | 'slice.count'
  | 'slice.list'
  | 'slice.save'
  | 'slice.remove'
  | 'slice.columns'
  | 'slice.suggest'
  | 'selection.save'
  | 'selection.remove';

/** Slices: what they select, their names, and what can be sliced by. */
export function sliceHandlers(sessions: SessionRegistry): HandlersOf<SliceMethods> {
  return {
    'slice.validate': async ({ session, where }, { signal }) => {
      const { slices } = sessions.ready(session);
      const { canonical, columns } = await slices.bind(where);
      const named = columns.map(({ table, column }) => ({ table, column }));
      return { canonical, columns: named, ...(await slices.count(where, signal)) };
    },
    'slice.count': ({ session, slice }, { signal }) => sessions.ready(session).slices.count(slice, signal),
    'slice.list': ({ session }) => sessions.ready(session).slices.list(),
    'slice.save': async ({ session, name, where }) => {
      const { slices } = sessions.ready(session);
      await slices.save(name, where);
      sessions.changed(session, 'slices');
      return slices.list();
    },
    'slice.remove': async ({ session, name }) => {
      const { slices } = sessions.ready(session);
      await slices.remove(name);
      sessions.changed(session, 'slices');
      return slices.list();
    },
    'slice.columns': async ({ session }) => {
      const { columns } = await sessions.ready(session).slices.scope();
      return { columns: columns.filter(({ offered }) => offered).map(plainColumn) };
    },
    'slice.suggest': async ({ session, table, column, prefix, slice }, { signal }) => {
      const { slices } = sessions.ready(session);
      const found = (await slices.scope()).find(table, column);
      if (found) return suggestValues(slices, found, { prefix, slice, signal });
      const name = table === null ? column : `${table}.${column}`;
      throw new RankscopeError({ code: 'not_found', message: `There is no column "${name}" to slice by.` });
    },
    'selection.save': async ({ session, name, kind, ids }) => {
      const result = await sessions.ready(session).slices.saveSelection(name, kind, ids);
      sessions.changed(session, 'slices');
      return result;
    },
    'selection.remove': async ({ session, name }) => {
      await sessions.ready(session).slices.removeSelection(name);
      sessions.changed(session, 'slices');
      return {};
    },
  };
}
