import type { SessionRegistry } from '../registry/sessionRegistry';
import { getRequest } from '../requests/getRequest';
import type { HandlersOf } from './handlerTable';

/** One ranked list in full. */
export function requestHandlers(sessions: SessionRegistry): HandlersOf<'request.get'> {
  return {
    'request.get': async ({ session, ...params }, { signal }) => {
      const { source } = await sessions.contest(session, null, signal);
      return getRequest(source, params, { signal });
    },
  };
}
