import { viewNames } from '../../state/route';
import { useRouteStore } from '../../state/routeStore';
import { appActions } from '../actions';
import { isMac, keyText } from '../keys';
import { viewLabel, views } from '../views';
import type { PaletteEntry } from './paletteEntry';

export function viewEntries(): PaletteEntry[] {
  return viewNames.map((name) => {
    const { title, question, key, Icon } = views[name];
    return {
      id: `view-${name}`,
      group: 'Views',
      label: viewLabel(title),
      description: question,
      icon: <Icon size={16} />,
      keys: [key],
      run: () => useRouteStore.getState().go(name),
    };
  });
}

/** The window's actions; undo and redo say what they would take back or do again, and are absent when there is nothing. */
export function actionEntries(undone: string | undefined, redone: string | undefined): PaletteEntry[] {
  const mac = isMac();
  const about: Record<string, string | undefined> = { undo: undone, redo: redone };
  return appActions
    .filter(({ id }) => id !== 'palette' && (!(id in about) || about[id] !== undefined))
    .map(({ id, label, Icon, keys = [], run }) => ({
      id,
      group: 'Actions',
      label: id in about ? `${label}: ${about[id]}` : label,
      icon: <Icon size={16} />,
      keys: keys.slice(0, 1).map((key) => keyText(key, mac)),
      run,
    }));
}
