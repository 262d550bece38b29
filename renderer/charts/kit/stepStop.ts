import type { ChartSpec } from './chartSpec';

/** Where the keyboard or the pointer is in a chart. */
export interface StopPlace {
  series: number;
  index: number;
}

/** The stop that a key goes to; null when the key is no movement or nothing is there. */
export function stepStop(spec: ChartSpec, at: StopPlace | null, key: string, far: boolean): StopPlace | null {
  const counts = spec.series.map(({ count }) => count);
  if (!counts.some((count) => count > 0)) return null;
  const series = at?.series ?? counts.findIndex((count) => count > 0);
  const index = at?.index ?? -1;
  const step = far ? Math.max(1, Math.round(counts[series]! / 10)) : 1;
  const to = { ArrowLeft: index - step, ArrowRight: index + step, Home: 0, End: counts[series]! - 1 }[key];
  if (to !== undefined) return { series, index: Math.max(0, Math.min(counts[series]! - 1, to)) };
  const line = { ArrowUp: series - 1, ArrowDown: series + 1 }[key];
  if (line === undefined || counts.length < 2) return null;
  const other = Math.max(0, Math.min(counts.length - 1, line));
  return { series: other, index: Math.max(0, Math.min(counts[other]! - 1, index)) };
}

/** The selection with one row more, or without it when it was there; null when no row is left. */
export function toggled(selected: Uint32Array | null, row: number): Uint32Array | null {
  const rows = selected?.includes(row) ? selected.filter((each) => each !== row) : [...(selected ?? []), row];
  return rows.length === 0 ? null : Uint32Array.from(rows).sort();
}
