import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

type NoteMethods = 'notes.list' | 'notes.add' | 'notes.edit' | 'notes.remove';

/** What people wrote about a case and what is in it. */
export function noteHandlers(sessions: SessionRegistry): HandlersOf<NoteMethods> {
  return {
    'notes.list': ({ session }) => sessions.ready(session).notes.list(),
    'notes.add': async ({ session, about, text, id }) => {
      const note = await sessions.ready(session).notes.add(about, text, id);
      sessions.changed(session, 'notes');
      return { note };
    },
    'notes.edit': async ({ session, id, revision, text }) => {
      const edited = await sessions.ready(session).notes.edit(id, revision, text);
      sessions.changed(session, 'notes');
      return edited;
    },
    'notes.remove': async ({ session, id, revision }) => {
      const removed = await sessions.ready(session).notes.remove(id, revision);
      sessions.changed(session, 'notes');
      return { removed };
    },
  };
}
