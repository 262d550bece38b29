/** Browsers clamp an element's height (Firefox near 17.8 million px, Chromium near 33.5 million): stay well below. */
export const tallestElementPx = 10_000_000;

/** A list of rows of one height in a viewport. All lengths in px. */
export interface ScrollGeometry {
  rows: number;
  rowHeight: number;
  viewport: number;
}

/** Height of the element that scrolls: the list's own height, or the cap above which positions are mapped. */
export function scrollHeight({ rows, rowHeight }: ScrollGeometry): number {
  return Math.min(rows * rowHeight, tallestElementPx);
}

/** Whether the list is taller than an element may be, so that its scroll bar is a scale rather than the truth. */
export function isMapped({ rows, rowHeight }: ScrollGeometry): boolean {
  return rows * rowHeight > tallestElementPx;
}

/** The largest offset into the list that keeps the viewport full. */
export function maxOffset({ rows, rowHeight, viewport }: ScrollGeometry): number {
  return Math.max(0, rows * rowHeight - viewport);
}

/** Offset into the list (px) to the element's `scrollTop`. */
export function toScrollTop(offset: number, geometry: ScrollGeometry): number {
  return isMapped(geometry) ? (offset / maxOffset(geometry)) * (tallestElementPx - geometry.viewport) : offset;
}

/** The reverse of `toScrollTop`, clamped to the list. */
export function toOffset(scrollTop: number, geometry: ScrollGeometry): number {
  const scale = isMapped(geometry) ? maxOffset(geometry) / (tallestElementPx - geometry.viewport) : 1;
  return clampOffset(scrollTop * scale, geometry);
}

export function clampOffset(offset: number, geometry: ScrollGeometry): number {
  return Math.max(0, Math.min(offset, maxOffset(geometry)));
}

/** Rows to draw at this offset, `last` exclusive, with `overscan` rows on both sides. */
export function rowWindow(offset: number, geometry: ScrollGeometry, overscan = 6): { first: number; last: number } {
  const first = Math.floor(offset / geometry.rowHeight);
  const last = Math.ceil((offset + geometry.viewport) / geometry.rowHeight);
  return { first: Math.max(0, first - overscan), last: Math.min(geometry.rows, last + overscan) };
}

/** The offset nearest to `offset` at which `row` is wholly visible. */
export function offsetShowing(row: number, offset: number, geometry: ScrollGeometry): number {
  const top = row * geometry.rowHeight;
  if (top < offset) return clampOffset(top, geometry);
  if (top + geometry.rowHeight > offset + geometry.viewport) {
    return clampOffset(top + geometry.rowHeight - geometry.viewport, geometry);
  }
  return offset;
}
