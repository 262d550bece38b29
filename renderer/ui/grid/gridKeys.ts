import { clampWidth, type GridProps, type GridRange } from './gridTypes';

const widthStepPx = 16;

export interface KeyTarget extends GridProps {
  cursor: { row: number; column: number };
  range: GridRange;
  selectAll: () => void;
}

interface GridKey {
  /** As the help shows it. */
  keys: string[];
  what: string;
  /** The event's `key`; with Ctrl or Cmd when `jump`. */
  pressed: readonly string[];
  jump?: boolean;
}

/** Keys that move the cursor; `moveCursor` says where to. */
export const movementKeys: readonly GridKey[] = [
  {
    keys: ['← ↑ → ↓'],
    what: 'Move the cursor; up from the first row reaches the header; with Shift: extend the selection',
    pressed: ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'],
  },
  { keys: ['Home', 'End'], what: 'First, last column; with Ctrl first, last row too', pressed: ['Home', 'End'] },
  { keys: ['Page Up', 'Page Down'], what: 'One page up, down', pressed: ['PageUp', 'PageDown'] },
];

/** Keys that do something where the cursor is. */
const commandKeys: readonly (GridKey & { run: (target: KeyTarget, key: string) => void })[] = [
  {
    keys: ['Enter'],
    what: 'Open the row; in the header: sort',
    pressed: ['Enter'],
    run: ({ cursor, columns, onSort, onActivate }) => {
      if (cursor.row < 0) onSort?.(columns[cursor.column]!.key);
      else onActivate?.(cursor.row);
    },
  },
  {
    keys: ['Ctrl C'],
    what: 'Copy the selection as TSV, numbers unrounded',
    pressed: ['c'],
    jump: true,
    run: ({ onCopy, range }) => onCopy(range),
  },
  { keys: ['Ctrl A'], what: 'Select everything', pressed: ['a'], jump: true, run: ({ selectAll }) => selectAll() },
  {
    keys: ['-', '+'],
    what: "Narrower, wider: the cursor's column",
    pressed: ['-', '+', '='],
    jump: false,
    run: ({ cursor, columns, onResize }, key) => {
      const { key: column, width } = columns[cursor.column]!;
      onResize?.(column, clampWidth(width + (key === '-' ? -widthStepPx : widthStepPx)));
    },
  },
];

/** Everything the keyboard does in a grid, for the help. */
export const gridKeys: readonly GridKey[] = [...movementKeys, ...commandKeys];

/** Runs the command of a key; false when it has none here. */
export function runGridKey(key: string, jump: boolean, target: KeyTarget): boolean {
  if (!target.columns[target.cursor.column]) return false;
  const command = commandKeys.find((each) => each.pressed.includes(key) && (each.jump ?? jump) === jump);
  command?.run(target, key);
  return command !== undefined;
}
