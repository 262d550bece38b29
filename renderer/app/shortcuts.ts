import { viewNames } from '../state/route';
import { useRouteStore } from '../state/routeStore';
import { gridKeys } from '../ui/grid/gridKeys';
import { rovingKeys } from '../ui/useRovingCells';
import { type AppAction, appActions } from './actions';
import { isMac, isSingleKey, keyText } from './keys';
import { viewLabel, views } from './views';

export interface Shortcut {
  /** Each as a keyboard shows it. */
  keys: string[];
  what: string;
}

/** The actions that a key runs: what `useShortcuts` binds and what the overlay lists. */
export const boundActions: readonly AppAction[] = [
  ...viewNames.map((name) => ({
    id: `view-${name}`,
    label: viewLabel(views[name].title),
    Icon: views[name].Icon,
    keys: [views[name].key],
    run: () => useRouteStore.getState().go(name),
  })),
  ...appActions.filter(({ keys }) => keys !== undefined),
];

/** Everything the keyboard does, for the overlay, made from the lists that bind it. */
export function shortcutGroups(): { title: string; shortcuts: Shortcut[] }[] {
  const mac = isMac();
  const anywhere = boundActions.map(({ keys = [], label }) => ({
    keys: keys.map((key) => keyText(key, mac)),
    what: label,
  }));
  const shown = (each: Shortcut) => ({
    ...each,
    keys: each.keys.map((key) => key.replace('Ctrl', mac ? '⌘' : 'Ctrl')),
  });
  return [
    { title: 'Anywhere', shortcuts: [...anywhere, { keys: ['Esc'], what: 'Close what floats' }] },
    { title: 'In tables', shortcuts: gridKeys.map(shown) },
    { title: 'In tables of buttons', shortcuts: [...rovingKeys] },
  ];
}

/** The bindings that a person can turn off. */
export function singleKeyTexts(): string[] {
  return boundActions.flatMap(({ keys = [] }) => keys.filter(isSingleKey));
}
