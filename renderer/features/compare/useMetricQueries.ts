import { useEngine } from '../../client/engineContext';
import { useCaseInfo } from '../../state/caseContext';
import { useContest } from '../../state/useContest';
import type { PanelQueries } from '../../ui/panel/queryDialog';

interface MetricQueries {
  metric: string;
  contestants: readonly string[];
  /** The value of every request, not their mean. */
  perRequest: boolean;
  note: string;
}

/** The queries that give one metric of some contestants, asked of the engine when they are to be shown. */
export function useMetricQueries({ metric, contestants, perRequest, note }: MetricQueries): PanelQueries {
  const engine = useEngine();
  const info = useCaseInfo();
  const { preset, slice } = useContest(info);
  const base = { session: info.session, preset, slice, metric, perRequest };
  const load = () =>
    Promise.all(
      contestants.map(async (model) => {
        const { sql } = await engine.call('compare.sql', { ...base, model });
        return { what: `${metric} of ${model}${perRequest ? ', request by request' : ''}`, sql };
      }),
    );
  return { note, load };
}
