import { create } from 'zustand';
import { formatRoute, parseRoute, type Route, startRoute, type ViewName, withParams } from './route';
import { isHistoryStep, type ParamsChange, undoableChange } from './routeChanges';
import { useUndoStore } from './undoStore';

/** Params that follow the person from view to view: the primary request, the contest and the inspector's tab. */
const shared = ['slice', 'request', 'baseline', 'models', 'preset', 'metrics', 'metric', 'inspect'];

interface RouteState {
  route: Route;
  /** Goes to a view (a step in the browser's history), keeping the request and the contest. */
  go: (view: ViewName, params?: Record<string, string>) => void;
  /** Changes params of the present view in place. What a person may want back can be undone. */
  setParams: (changes: Record<string, string | null>) => void;
}

export const useRouteStore = create<RouteState>((set, get) => {
  const show = (route: Route, step: boolean): void => {
    const address = formatRoute(route);
    if (step) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    set({ route });
  };
  /** Sets params without a step to undo: they are one. */
  const restore = (view: ViewName, changes: Record<string, string | null>): void => {
    const { route, go } = get();
    const isShared = Object.keys(changes).every((name) => shared.includes(name));
    if (!isShared && route.view !== view) go(view);
    const now = get().route;
    const next = withParams(now, changes);
    show(next, isHistoryStep(now.params, next.params));
  };
  const remember = (view: ViewName, change: ParamsChange | null): void => {
    if (change === null) return;
    useUndoStore.getState().push({
      what: change.what,
      undo: () => restore(view, change.before),
      redo: () => restore(view, change.after),
      // Walking through a list by arrows is one step.
      ...(Object.keys(change.after).join() === 'request' && { mergeKey: 'request' }),
    });
  };
  return {
    route: startRoute,
    go: (view, params = {}) => {
      const before = get().route;
      const kept = shared.flatMap((name) => Object.entries(before.params).filter(([key]) => key === name));
      const route = { view, params: { ...Object.fromEntries(kept), ...params } };
      show(route, true);
      // Leaving a view is navigation; only what was asked for on the way is a change.
      const asked = Object.fromEntries(Object.keys(params).map((name) => [name, before.params[name] ?? null]));
      remember(view, undoableChange(withParams(route, asked).params, route.params));
    },
    setParams: (changes) => {
      const before = get().route;
      const route = withParams(before, changes);
      if (formatRoute(route) === formatRoute(before)) return;
      show(route, isHistoryStep(before.params, route.params));
      remember(route.view, undoableChange(before.params, route.params));
    },
  };
});

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
