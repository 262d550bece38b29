import type { FileTokens } from '../registry/fileTokens';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** Opening, looking at and closing cases. */
export function caseHandlers(
  sessions: SessionRegistry,
  files: FileTokens,
  onOpened?: (file: string) => void,
): HandlersOf<'case.open' | 'case.info' | 'case.close'> {
  return {
    'case.open': async (params, { client }) => {
      const file = 'token' in params ? files.resolve(params.token) : params.path;
      const real = await files.allow(file);
      const { session, state, job } = await sessions.open(real, client);
      onOpened?.(real);
      return { session, state, job };
    },
    'case.info': async ({ session }) => sessions.info(session),
    'case.close': async ({ session }, { client }) => {
      await sessions.release(session, client);
      return {};
    },
  };
}
