import { create } from 'zustand';
import { useRouteStore } from './routeStore';

/** Neighbors of the primary request in the log, as the inspector last learned them. */
export const useNeighbors = create<{ previous: string | null; next: string | null }>(() => ({
  previous: null,
  next: null,
}));

/** Makes the previous or next request of the log the primary one; does nothing at the ends. */
export function stepRequest(direction: 'previous' | 'next'): void {
  const to = useNeighbors.getState()[direction];
  if (to !== null) useRouteStore.getState().setParams({ request: to });
}
