import { useRouteStore } from '../../state/routeStore';

/** Shows the page of a model, alone. */
export function openModel(name: string): void {
  useRouteStore.getState().go('data', { tab: 'models', model: name });
}
