import type { ReactNode } from 'react';

/** One thing that the palette can do. */
export interface PaletteEntry {
  id: string;
  group: string;
  label: string;
  description?: string;
  icon?: ReactNode;
  /** Its shortcuts, as a keyboard shows them. */
  keys?: string[];
  run: () => void;
}

/** An entry with the text it is found by. */
export interface IndexedEntry {
  entry: PaletteEntry;
  label: string;
  text: string;
}

export function indexEntries(entries: readonly PaletteEntry[]): IndexedEntry[] {
  return entries.map((entry) => {
    const label = entry.label.toLowerCase();
    return { entry, label, text: `${label} ${(entry.description ?? '').toLowerCase()} ${entry.group.toLowerCase()}` };
  });
}

/**
 * Entries that hold every word of the query: those whose label begins with it first, then those where it begins a word,
 * then the others, each in their own order. At most `limit` of them; `total` says how many there are.
 */
export function findEntries(
  index: readonly IndexedEntry[],
  query: string,
  limit: number,
): { entries: PaletteEntry[]; total: number } {
  const wanted = query.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const words = wanted.split(' ');
  const ranks: PaletteEntry[][] = [[], [], []];
  for (const { entry, label, text } of index) {
    if (!words.every((word) => text.includes(word))) continue;
    const rank = label.startsWith(wanted) ? 0 : label.includes(` ${wanted}`) ? 1 : 2;
    ranks[rank]!.push(entry);
  }
  const found = ranks.flat();
  return { entries: found.slice(0, limit), total: found.length };
}

/** Entries by group, groups in the order of their first entry. */
export function grouped(entries: readonly PaletteEntry[]): [string, PaletteEntry[]][] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
