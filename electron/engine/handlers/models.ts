import { RankscopeError } from '../../../shared/wire/errors';
import { defaultMetricIds } from '../compare/contestSettings';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** The models of a session. */
export function modelHandlers(sessions: SessionRegistry): HandlersOf<'models.list' | 'models.score'> {
  return {
    'models.list': async ({ session }, { signal }) => {
      const { source } = await sessions.contest(session, null, signal);
      return { models: sessions.info(session).models, defaultMetrics: defaultMetricIds(source.metrics) };
    },
    'models.score': async ({ session, model }) => {
      const known = sessions.info(session).models.some((candidate) => candidate.name === model);
      if (!known)
        throw new RankscopeError({ code: 'not_found', message: `There is no model "${model}" in this case.` });
      return { job: await sessions.rebuild(session) };
    },
  };
}
