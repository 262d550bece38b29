import { create } from 'zustand';
import { formatRoute, parseRoute, type Route, startRoute, type ViewName, withParams } from './route';

/** Params that follow the person from view to view: the primary request and the contest. */
const shared = ['slice', 'request', 'baseline', 'models', 'preset', 'metrics', 'metric'];

interface RouteState {
  route: Route;
  /** Goes to a view (a step in the browser's history), keeping the request and the contest. */
  go: (view: ViewName, params?: Record<string, string>) => void;
  /** Changes params of the present view in place. */
  setParams: (changes: Record<string, string | null>) => void;
}

export const useRouteStore = create<RouteState>((set, get) => ({
  route: startRoute,
  go: (view, params = {}) => {
    const kept = shared.flatMap((name) => Object.entries(get().route.params).filter(([key]) => key === name));
    const route = { view, params: { ...Object.fromEntries(kept), ...params } };
    history.pushState(null, '', formatRoute(route));
    set({ route });
  },
  setParams: (changes) => {
    const route = withParams(get().route, changes);
    history.replaceState(null, '', formatRoute(route));
    set({ route });
  },
}));

/** Follows the address bar: at start, and when the person edits it or goes back. Returns how to stop. */
export function followAddress(): () => void {
  const read = () => useRouteStore.setState({ route: parseRoute(location.hash) });
  read();
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
  return () => {
    window.removeEventListener('hashchange', read);
    window.removeEventListener('popstate', read);
  };
}

/** One param of the route, or undefined. */
export function useRouteParam(name: string): string | undefined {
  return useRouteStore((state) => state.route.params[name]);
}
