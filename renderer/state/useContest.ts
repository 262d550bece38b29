import { useMemo } from 'react';
import type { CaseInfo } from '../../shared/schemas/session';
import { type Contest, readContest } from './contest';
import { useRouteStore } from './routeStore';

/** The contest of the present route. */
export function useContest(info: CaseInfo): Contest {
  const params = useRouteStore((state) => state.route.params);
  return useMemo(() => readContest(info, params), [info, params]);
}
