import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { headerHeightPx, rowHeightPx } from './gridTypes';
import { clampOffset, isMapped, offsetShowing, type ScrollGeometry, toOffset, toScrollTop } from './scrollMap';

interface Position {
  /** Into the list, px. */
  offset: number;
  /** Of the element, px: the same as `offset` unless the list is mapped. */
  scrollTop: number;
  scrollLeft: number;
}

interface GridScroll extends Position {
  geometry: ScrollGeometry;
  width: number;
  showRow: (row: number) => void;
  setScrollLeft: (left: number) => void;
}

/** Scroll position of a grid's element, for lists of any length (`scrollMap.ts`). */
export function useGridScroll(element: RefObject<HTMLElement | null>, rows: number): GridScroll {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [position, setPosition] = useState<Position>({ offset: 0, scrollTop: 0, scrollLeft: 0 });
  const written = useRef(0);
  const geometry = useMemo(
    () => ({ rows, rowHeight: rowHeightPx, viewport: Math.max(0, size.height - headerHeightPx) }),
    [rows, size.height],
  );
  const latest = useRef({ geometry, position });
  latest.current.geometry = geometry;
  // A scroll event may come before React has drawn the last position, so the truth is kept beside the state.
  const place = useCallback((next: Position) => {
    latest.current.position = next;
    setPosition(next);
  }, []);

  useElementSize(element, setSize);

  const goTo = useCallback(
    (offset: number) => {
      const node = element.current;
      if (!node) return;
      const to = clampOffset(offset, latest.current.geometry);
      node.scrollTop = toScrollTop(to, latest.current.geometry);
      written.current = node.scrollTop;
      place({ offset: to, scrollTop: node.scrollTop, scrollLeft: node.scrollLeft });
    },
    [element, place],
  );

  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const onScroll = () => {
      const { geometry: shape, position: before } = latest.current;
      const { scrollTop, scrollLeft } = node;
      // What we wrote ourselves comes back rounded to pixels, which would be many rows of a mapped list.
      const own = isMapped(shape) && Math.abs(scrollTop - written.current) < 1;
      const offset = own ? before.offset : toOffset(scrollTop, shape);
      if (!own) written.current = scrollTop;
      place({ offset, scrollTop, scrollLeft });
    };
    const onWheel = (event: WheelEvent) => {
      if (!isMapped(latest.current.geometry) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      goTo(latest.current.position.offset + wheelPixels(event, latest.current.geometry.viewport));
      node.scrollLeft += event.deltaX;
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      node.removeEventListener('scroll', onScroll);
      node.removeEventListener('wheel', onWheel);
    };
  }, [element, goTo, place]);

  const showRow = useCallback(
    (row: number) => {
      const { geometry: shape, position: at } = latest.current;
      const to = offsetShowing(row, at.offset, shape);
      if (to !== at.offset) goTo(to);
    },
    [goTo],
  );
  const setScrollLeft = useCallback(
    (left: number) => {
      if (element.current) element.current.scrollLeft = left;
    },
    [element],
  );
  const offset = clampOffset(position.offset, geometry);
  return { ...position, offset, geometry, width: size.width, showRow, setScrollLeft };
}

function useElementSize(
  element: RefObject<HTMLElement | null>,
  onSize: (size: { width: number; height: number }) => void,
): void {
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const read = () => onSize({ width: node.clientWidth, height: node.clientHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element, onSize]);
}

function wheelPixels({ deltaMode, deltaY }: WheelEvent, viewport: number): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * rowHeightPx;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * viewport : deltaY;
}
