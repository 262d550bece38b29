import type { GridSort } from '../../ui/grid/gridTypes';

/** `price` is ascending, `-price` descending; anything else that is not a column is no order. */
export function parseSort(text: string | undefined, columns: readonly string[]): GridSort | null {
  if (!text) return null;
  if (columns.includes(text)) return { key: text, descending: false };
  const key = text.slice(1);
  return text.startsWith('-') && columns.includes(key) ? { key, descending: true } : null;
}

export function formatSort(sort: GridSort | null): string | null {
  return sort && `${sort.descending ? '-' : ''}${sort.key}`;
}

/** What a click on a column's head does: ascending, descending, then the table's own order again. */
export function nextSort(sort: GridSort | null, key: string): GridSort | null {
  if (sort?.key !== key) return { key, descending: false };
  return sort.descending ? null : { key, descending: true };
}
