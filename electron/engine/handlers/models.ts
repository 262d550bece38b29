import { RankscopeError } from '../../../shared/wire/errors';
import { defaultMetricIds } from '../compare/contestSettings';
import { modelDiff } from '../models/modelDiff';
import { knownImportance } from '../models/modelImportance';
import { modelPage, type NamedModel } from '../models/modelPage';
import { modelObjectives } from '../objectives/modelObjectives';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { Session } from '../session/session';
import type { HandlersOf } from './handlerTable';

type ModelMethods =
  | 'models.list'
  | 'models.score'
  | 'models.objectives'
  | 'models.get'
  | 'models.importance'
  | 'models.diff';

/** The models of a session. */
export function modelHandlers(sessions: SessionRegistry): HandlersOf<ModelMethods> {
  const named = (id: string, name: string) => {
    const { session } = sessions.ready(id);
    return { session, named: namedModel(session, name) };
  };
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
      if (!known) throw unknownModel(model);
      return { job: await sessions.rebuild(session) };
    },
    'models.get': ({ session: id, model }, { signal }) => {
      const { session, named: found } = named(id, model);
      return modelPage(session, found, signal);
    },
    'models.importance': ({ session: id, ...wish }, { signal, progress }) => {
      const { session, named: found } = named(id, wish.model);
      const step = (done: number, total: number) => progress(done, total, `importance in ${wish.model}`);
      return knownImportance(session, found, wish, { signal, progress: step });
    },
    'models.diff': ({ session: id, a, b, seed }, { signal, progress }) => {
      const { session, slices } = sessions.ready(id);
      const pair = [namedModel(session, a), namedModel(session, b)] as const;
      return modelDiff(session, slices, pair, seed, { signal, progress });
    },
  };
}

function namedModel(session: Session, name: string): NamedModel {
  const model = session.case.models.find((each) => each.name === name);
  const record = session.models.find((each) => each.name === name);
  if (model && record) return { model, record };
  throw unknownModel(name);
}

function unknownModel(name: string): RankscopeError {
  return new RankscopeError({
    code: 'not_found',
    message: `There is no model "${name}" in this case.`,
    ...(name.startsWith('@') && { hint: 'Contestants that begin with @ are made from the log; they have no file.' }),
  });
}
