import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';

interface RovingCells<E extends HTMLElement> {
  ref: RefObject<E | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
  /** Attributes of the focusable thing in a cell: one of them is a tab stop, arrows move between them. */
  cell: (row: number, column: number) => { 'data-place': string; tabIndex: 0 | -1 };
}

const moves: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** What the keyboard does in a table of buttons, for the help. */
export const rovingKeys = [
  { keys: ['← ↑ → ↓'], what: 'Move between the numbers' },
  { keys: ['Enter'], what: "The number's definition; on a metric's name: choose it" },
];

/** One tab stop for a table of buttons; arrows go to the next button in their direction, over empty cells. */
export function useRovingCells<E extends HTMLElement>(): RovingCells<E> {
  const ref = useRef<E>(null);
  const [active, setActive] = useState('0,0');
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const place = placeOf(event.target);
    if (!move || !place || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    nextCell(ref.current, place, move)?.focus();
  };
  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (place) setActive(place.join(','));
  };
  const cell = (row: number, column: number) => {
    const place = `${row},${column}`;
    return { 'data-place': place, tabIndex: place === active ? (0 as const) : (-1 as const) };
  };
  return { ref, onKeyDown, onFocus, cell };
}

function nextCell(root: HTMLElement | null, [row, column]: [number, number], [down, right]: [number, number]) {
  const cells = [...(root?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
  const ahead = cells
    .map((element) => ({ element, place: placeOf(element)! }))
    .filter(({ place: [r, c] }) =>
      down ? c === column && Math.sign(r - row) === down : r === row && Math.sign(c - column) === right,
    )
    .sort((a, b) => distance(a.place, row, column) - distance(b.place, row, column));
  return ahead[0]?.element;
}

function distance([r, c]: [number, number], row: number, column: number): number {
  return Math.abs(r - row) + Math.abs(c - column);
}

function placeOf(target: EventTarget): [number, number] | null {
  const text = (target as HTMLElement).dataset?.place;
  if (!text) return null;
  const [row = 0, column = 0] = text.split(',').map(Number);
  return [row, column];
}
