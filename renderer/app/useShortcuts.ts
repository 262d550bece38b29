import { useEffect } from 'react';
import { usePreferences } from '../state/preferences';
import { viewNames } from '../state/route';
import { useRouteStore } from '../state/routeStore';
import { stepRequest } from '../state/stepRequest';
import { useHelp } from './useHelp';
import { views } from './views';

/** The shortcuts of one character. They rest while text is typed and when the person turned them off. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (!usePreferences.getState().singleKeys || document.querySelector('[role="dialog"]')) return;
      if (runShortcut(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function runShortcut(key: string): boolean {
  const view = viewNames.find((name) => views[name].key === key);
  if (view) useRouteStore.getState().go(view);
  else if (key === '?') useHelp.setState({ open: true });
  else if (key === 'i') usePreferences.getState().toggleInspector();
  else if (key === '[') stepRequest('previous');
  else if (key === ']') stepRequest('next');
  else return false;
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(element?.closest?.('input, textarea, select, [contenteditable="true"], [role="combobox"]'));
}
