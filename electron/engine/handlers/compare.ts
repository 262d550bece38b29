import { RankscopeError } from '../../../shared/wire/errors';
import type { CallContext } from '../callContext';
import { deltaHistogram } from '../compare/distribution';
import { judgePage } from '../compare/judge';
import { pairValues, requestPage } from '../compare/requestPage';
import { sqlOfMetric } from '../compare/sqlOfMetric';
import { compareSummary } from '../compare/summary';
import type { SessionRegistry } from '../registry/sessionRegistry';
import type { HandlersOf } from './handlerTable';

type CompareMethods = 'compare.summary' | 'compare.requests' | 'compare.distribution' | 'compare.judge' | 'compare.sql';

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
    'compare.judge': async ({ session, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      return judgePage(source, requestSet, params, evaluation(context));
    },
    'compare.sql': async ({ session, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      if (requestSet.indexes !== null) throw withoutSlice();
      return sqlOfMetric(source, requestSet, params, evaluation(context));
    },
    'compare.distribution': async ({ session, bins, ...params }, context) => {
      const { source, requestSet } = await sessions.contest(session, params.slice, context.signal);
      const { delta } = await pairValues(source, requestSet, params, evaluation(context));
      return deltaHistogram(delta, bins);
    },
  };
}

function withoutSlice(): RankscopeError {
  return new RankscopeError({
    code: 'unsupported',
    message: 'The query behind a number is given for the whole log only.',
    hint: 'Clear the slice.',
  });
}

function evaluation({ signal, progress }: CallContext) {
  return { signal, progress: (done: number, total: number) => progress(done, total, 'evaluating requests') };
}
