import { type KeyboardEvent, type RefObject, useRef } from 'react';

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrow keys, Home and End move the focus between the buttons of a list; Tab still reaches each. */
export function useRovingList<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  onKeyDown: (event: KeyboardEvent) => void;
} {
  const ref = useRef<E>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>('li > button:first-child') ?? [])];
    if (!step || buttons.length === 0) return;
    event.preventDefault();
    const at = buttons.findIndex((button) => button.parentElement?.contains(document.activeElement));
    buttons[step(at, buttons.length)]?.focus();
  };
  return { ref, onKeyDown };
}
