import { RankscopeError } from '../../../shared/wire/errors';
import type { CallContext } from '../callContext';
import { explainCurve } from '../explain/explainCurve';
import { explainItem } from '../explain/explainItem';
import { explainList } from '../explain/explainList';
import { explainPair, type ServedTest } from '../explain/explainPair';
import { explainSwap } from '../explain/explainSwap';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { SessionSlices } from '../slices/sessionSlices';
import type { HandlersOf } from './handlerTable';

type ExplainMethods = 'explain.item' | 'explain.list' | 'explain.pair' | 'explain.swap' | 'explain.curve';

/** Why one ranking is as it is. */
export function explainHandlers(sessions: SessionRegistry): HandlersOf<ExplainMethods> {
  const opened = (id: string) => sessions.ready(id).session;
  return {
    'explain.item': ({ session, ...wish }, context) => explainItem(opened(session), wish, control(context)),
    'explain.list': ({ session, ...wish }, context) => explainList(opened(session), wish, control(context)),
    'explain.pair': ({ session, ...wish }, context) => {
      const served = servedTest(sessions.ready(session).slices, context.signal);
      return explainPair(opened(session), wish, served, control(context));
    },
    'explain.swap': ({ session, ...wish }, context) => explainSwap(opened(session), wish, control(context)),
    'explain.curve': ({ session, ...wish }, context) => explainCurve(opened(session), wish, control(context)),
  };
}

function servedTest(slices: SessionSlices, signal: AbortSignal): ServedTest {
  return async (where, request) => {
    if (where === null) return true;
    try {
      const { indexes } = await slices.select(where, signal);
      return indexes === null || indexes.includes(request);
    } catch (error) {
      if (error instanceof RankscopeError && error.code === 'input') return error.message;
      throw error;
    }
  };
}

function control({ signal, progress }: CallContext) {
  return { signal, progress: (done: number, total: number) => progress(done, total, 'explaining') };
}
