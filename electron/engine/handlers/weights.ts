import type { CallContext } from '../callContext';
import { blendStudy } from '../pareto/blendStudy';
import { paretoStudy } from '../pareto/paretoStudy';
import { weightedModel } from '../pareto/weightedModel';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

/** The weights of value models. */
export function weightHandlers(sessions: SessionRegistry): HandlersOf<'models.pareto' | 'models.blend'> {
  const opened = async (id: string, name: string, slice: string | null, { signal }: CallContext) => {
    const model = weightedModel(sessions.ready(id).session, name);
    return { model, ...(await sessions.contest(id, slice, signal)) };
  };
  return {
    'models.pareto': async ({ session, slice, model: name, ...params }, context) => {
      const { model, source, requestSet } = await opened(session, name, slice, context);
      return paretoStudy(source, requestSet, model, params, context);
    },
    'models.blend': async ({ session, slice, model: name, ...params }, context) => {
      const { model, source, requestSet } = await opened(session, name, slice, context);
      return blendStudy(source, requestSet, model, params, context);
    },
  };
}
