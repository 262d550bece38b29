import { logContract } from '../extract/logContract';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** What serving should log, read off a session. */
export function contractHandlers(sessions: SessionRegistry): HandlersOf<'case.contract'> {
  return { 'case.contract': ({ session }, { signal }) => logContract(sessions.ready(session).session, signal) };
}
