import { useEffect } from 'react';
import { usePreferences } from '../state/preferences';
import type { AppAction } from './actions';
import { isPressed, isSingleKey } from './keys';
import { boundActions } from './shortcuts';

/** Runs the actions of keys. Those of one character rest while text is typed and when the person turned them off. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const action = boundActions.find((each) =>
        each.keys?.some((key) => isPressed(key, event) && applies(each, key, event)),
      );
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function applies(action: AppAction, key: string, event: KeyboardEvent): boolean {
  if (action.notInText && isTyping(event.target)) return false;
  if (!isSingleKey(key)) return true;
  return usePreferences.getState().singleKeys && !isTyping(event.target) && !document.querySelector('[role="dialog"]');
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(element?.closest?.('input, textarea, select, [contenteditable="true"], [role="combobox"]'));
}
