export interface Shortcut {
  keys: string[];
  what: string;
}

/** Everything the keyboard does, for the overlay. */
export const shortcutGroups: { title: string; shortcuts: Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['Ctrl K', '⌘ K'], what: 'Commands: views, models, theme' },
      { keys: ['?'], what: 'This list' },
      { keys: ['1', '2'], what: 'Data, Compare' },
      { keys: ['i'], what: 'Show or hide the inspector' },
      { keys: ['[', ']'], what: 'Previous, next request of the log' },
      { keys: ['Esc'], what: 'Close what floats' },
    ],
  },
  {
    title: 'In tables',
    shortcuts: [
      { keys: ['← ↑ → ↓'], what: 'Move the cursor; up from the first row reaches the header' },
      { keys: ['Enter'], what: 'Open the row; in the header: sort' },
      { keys: ['Shift + arrows'], what: 'Extend the selection' },
      { keys: ['Ctrl C'], what: 'Copy the selection as TSV, numbers unrounded' },
      { keys: ['Ctrl A'], what: 'Select everything' },
      { keys: ['Home', 'End'], what: 'First, last column; with Ctrl first, last row too' },
      { keys: ['Page Up', 'Page Down'], what: 'One page up, down' },
      { keys: ['-', '+'], what: "Narrower, wider: the cursor's column" },
    ],
  },
  {
    title: 'In the metric table',
    shortcuts: [
      { keys: ['← ↑ → ↓'], what: 'Move between numbers' },
      { keys: ['Enter'], what: "The number's definition; on a metric's name: choose it" },
    ],
  },
];
