import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createGridScroller, type GridPosition, type GridScroller } from './gridScroller';
import { headerHeightPx, rowHeightPx } from './gridTypes';
import { clampOffset, type ScrollGeometry } from './scrollMap';

interface GridScroll extends GridPosition {
  geometry: ScrollGeometry;
  /** px */
  width: number;
  showRow: (row: number) => void;
  setScrollLeft: (left: number) => void;
}

/** Scroll position and size of a grid's element, for lists of any length (`scrollMap.ts`). */
export function useGridScroll(element: RefObject<HTMLElement | null>, rows: number): GridScroll {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [position, setPosition] = useState<GridPosition>({ offset: 0, scrollTop: 0, scrollLeft: 0 });
  const viewport = Math.max(0, size.height - headerHeightPx);
  const geometry = useMemo(() => ({ rows, rowHeight: rowHeightPx, viewport }), [rows, viewport]);
  const latest = useRef(geometry);
  latest.current = geometry;
  const scroller = useRef<GridScroller | null>(null);

  useElementSize(element, setSize);
  useLayoutEffect(() => {
    if (!element.current) return;
    const made = createGridScroller(element.current, () => latest.current, setPosition);
    scroller.current = made;
    return made.stop;
  }, [element]);

  const showRow = useCallback((row: number) => scroller.current?.showRow(row), []);
  const setScrollLeft = useCallback(
    (left: number) => {
      if (element.current) element.current.scrollLeft = left;
    },
    [element],
  );
  return {
    ...position,
    offset: clampOffset(position.offset, geometry),
    geometry,
    width: size.width,
    showRow,
    setScrollLeft,
  };
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
