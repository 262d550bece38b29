import { describe, expect, it } from 'vitest';
import { isPressed, isSingleKey, keyText } from '../../../renderer/app/keys';
import { findEntries, grouped, indexEntries } from '../../../renderer/app/palette/paletteEntry';
import { moveCursor } from '../../../renderer/ui/grid/cursor';
import { movementKeys } from '../../../renderer/ui/grid/gridKeys';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const entry = (label: string, group = 'Views', description?: string) => ({
  id: label,
  group,
  label,
  description,
  run: () => undefined,
});

describe('key bindings', () => {
  it('fit with Ctrl and with Cmd', () => {
    expect(isPressed('mod+k', { ...none, key: 'k', ctrlKey: true })).toBe(true);
    expect(isPressed('mod+k', { ...none, key: 'k', metaKey: true })).toBe(true);
    expect(isPressed('mod+k', { ...none, key: 'k' })).toBe(false);
    expect(isPressed('mod+z', { ...none, key: 'Z', ctrlKey: true, shiftKey: true })).toBe(false);
    expect(isPressed('mod+shift+z', { ...none, key: 'Z', metaKey: true, shiftKey: true })).toBe(true);
    expect(isPressed('?', { ...none, key: '?', shiftKey: true })).toBe(true);
    expect(isPressed('i', { ...none, key: 'i', altKey: true })).toBe(false);
  });

  it('read as a keyboard shows them', () => {
    expect(keyText('mod+shift+z', false)).toBe('Ctrl Shift Z');
    expect(keyText('mod+shift+z', true)).toBe('⇧⌘Z');
    expect(keyText('mod+k', true)).toBe('⌘K');
    expect(keyText('?', false)).toBe('?');
    expect(['?', 'mod+k'].map(isSingleKey)).toEqual([true, false]);
  });

  it('of a grid move its cursor as the help says', () => {
    const extent = { rows: 100, columns: 5, pageRows: 10 };
    const pressed = movementKeys.flatMap((each) => each.pressed);
    expect(pressed.map((key) => moveCursor(key, false, { row: 50, column: 2 }, extent))).not.toContain(null);
    expect(pressed).toHaveLength(8);
  });
});

describe('the palette', () => {
  it('finds entries that hold every word, the nearest first', () => {
    const index = indexEntries([
      entry('Theme: dark', 'Theme'),
      entry('Open Dark patterns', 'Recent cases', '/srv/cases/theme'),
      entry('Dark', 'Slices'),
      entry('Light', 'Slices'),
    ]);
    const labels = (query: string) => findEntries(index, query, 10).entries.map(({ label }) => label);
    expect(labels('dark')).toEqual(['Dark', 'Theme: dark', 'Open Dark patterns']);
    expect(labels('dark  THEME')).toEqual(['Theme: dark', 'Open Dark patterns']);
    expect(labels('')).toHaveLength(4);
    expect(labels('nothing')).toEqual([]);
  });

  it('says how many it leaves out', () => {
    const index = indexEntries(Array.from({ length: 1000 }, (_, i) => entry(`Request ${i}`)));
    const found = findEntries(index, 'req', 60);
    expect([found.entries.length, found.total]).toEqual([60, 1000]);
  });

  it('keeps groups together', () => {
    const groups = grouped([entry('a', 'x'), entry('b', 'y'), entry('c', 'x')]);
    expect(groups.map(([title, own]) => [title, own.map(({ label }) => label)])).toEqual([
      ['x', ['a', 'c']],
      ['y', ['b']],
    ]);
  });
});
