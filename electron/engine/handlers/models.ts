import { RankscopeError } from '../../../shared/wire/errors';
import { defaultMetricIds } from '../compare/contestSettings';
import { modelObjectives } from '../objectives/modelObjectives';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** The models of a session. */
export function modelHandlers(
  sessions: SessionRegistry,
): HandlersOf<'models.list' | 'models.score' | 'models.objectives'> {
  return {
    'models.list': async ({ session }, { signal }) => {
      const { source } = await sessions.contest(session, null, signal);
      return { models: sessions.info(session).models, defaultMetrics: defaultMetricIds(source.metrics) };
    },
    'models.objectives': async ({ session: id, model, slice }, { signal, progress }) => {
      const { session, source } = sessions.ready(id);
      const { requestSet } = await sessions.contest(id, slice, signal);
      const step = (done: number, total: number) => progress(done, total, `reading predictions of ${model}`);
      return modelObjectives(session, source, requestSet, { model, slice }, { signal, progress: step });
    },
    'models.score': async ({ session, model }) => {
      const known = sessions.info(session).models.some((candidate) => candidate.name === model);
      if (!known)
        throw new RankscopeError({ code: 'not_found', message: `There is no model "${model}" in this case.` });
      return { job: await sessions.rebuild(session) };
    },
  };
}
