import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useContest } from '../../state/useContest';

/** The histogram of one metric's difference per request; several panels share the one call. */
export function useDistribution(metric: string, baseline: string, model: string) {
  const info = useCaseInfo();
  const { preset, slice } = useContest(info);
  return useEngineQuery('compare.distribution', {
    session: info.session,
    slice,
    preset,
    metric,
    baseline,
    model,
    bins: 40,
  });
}
