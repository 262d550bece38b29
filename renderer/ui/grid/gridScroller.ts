import { clampOffset, isMapped, offsetShowing, type ScrollGeometry, toOffset, toScrollTop } from './scrollMap';

export interface GridPosition {
  /** Into the list, px. */
  offset: number;
  /** Of the element, px: the same as `offset` unless the list is mapped. */
  scrollTop: number;
  scrollLeft: number;
}

export interface GridScroller {
  /** Scrolls just as far as the row needs to be wholly visible. */
  showRow: (row: number) => void;
  stop: () => void;
}

/**
 * Follows an element's scrolling and tells each new position. In a mapped list the wheel moves by real pixels of the
 * list: one pixel of the scroll bar would be many rows.
 */
export function createGridScroller(
  element: HTMLElement,
  geometryNow: () => ScrollGeometry,
  onMove: (position: GridPosition) => void,
): GridScroller {
  // A scroll event may come before React has drawn the last position, so the truth is kept here.
  let position: GridPosition = { offset: 0, scrollTop: 0, scrollLeft: 0 };
  let written = 0;

  function place(offset: number): void {
    position = { offset, scrollTop: element.scrollTop, scrollLeft: element.scrollLeft };
    onMove(position);
  }
  function goTo(offset: number): void {
    const to = clampOffset(offset, geometryNow());
    element.scrollTop = toScrollTop(to, geometryNow());
    written = element.scrollTop;
    place(to);
  }
  function onScroll(): void {
    // What we wrote ourselves comes back rounded to pixels, which would be many rows of a mapped list.
    const own = isMapped(geometryNow()) && Math.abs(element.scrollTop - written) < 1;
    if (!own) written = element.scrollTop;
    place(own ? position.offset : toOffset(element.scrollTop, geometryNow()));
  }
  function onWheel(event: WheelEvent): void {
    if (!isMapped(geometryNow()) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    element.scrollLeft += event.deltaX;
    goTo(position.offset + wheelPixels(event, geometryNow()));
  }
  element.addEventListener('scroll', onScroll, { passive: true });
  element.addEventListener('wheel', onWheel, { passive: false });
  return {
    showRow(row) {
      const to = offsetShowing(row, position.offset, geometryNow());
      if (to !== position.offset) goTo(to);
    },
    stop() {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    },
  };
}

function wheelPixels({ deltaMode, deltaY }: WheelEvent, { rowHeight, viewport }: ScrollGeometry): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * rowHeight;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * viewport : deltaY;
}
