import { useCallback } from 'react';
import { useRouteParam, useRouteStore } from '../../state/routeStore';

/** The slice of every view, and how to change it. Null is every row. */
export function useSlice(): { slice: string | null; setSlice: (slice: string | null) => void } {
  const slice = useRouteParam('slice') ?? null;
  const setParams = useRouteStore((state) => state.setParams);
  const setSlice = useCallback((next: string | null) => setParams({ slice: next }), [setParams]);
  return { slice, setSlice };
}
