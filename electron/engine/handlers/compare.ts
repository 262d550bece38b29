import type { CallContext } from '../callContext';
import { deltaHistogram } from '../compare/distribution';
import { pairValues, requestPage } from '../compare/requestPage';
import { compareSummary } from '../compare/summary';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

type CompareMethods = 'compare.summary' | 'compare.requests' | 'compare.distribution';

/** Contests between contestants of one session. */
export function compareHandlers(sessions: SessionRegistry): HandlersOf<CompareMethods> {
  return {
    'compare.summary': async ({ session, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      return compareSummary(source, requestSet, params, evaluation(context));
    },
    'compare.requests': async ({ session, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      return requestPage(source, requestSet, params, evaluation(context));
    },
    'compare.distribution': async ({ session, bins, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      const { delta } = await pairValues(source, requestSet, params, evaluation(context));
      return deltaHistogram(delta, bins);
    },
  };
}

function evaluation({ signal, progress }: CallContext) {
  return { signal, progress: (done: number, total: number) => progress(done, total, 'evaluating requests') };
}
