import { type KeyboardEvent, useState } from 'react';
import { type GridPlace, moveCursor } from './cursor';
import { runGridKey } from './gridKeys';
import { type GridProps, type GridRange, rangeBetween, rowHeightPx } from './gridTypes';

interface GridCursor {
  cursor: GridPlace;
  range: GridRange;
  moveTo: (to: GridPlace, extend: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The keyboard cursor and the selected rectangle of a grid. Its keys are `gridKeys`. */
export function useGridCursor(props: GridProps, viewport: number, onMoved: (to: GridPlace) => void): GridCursor {
  const { columns, rows } = props;
  const [place, setPlace] = useState<GridPlace>({ row: props.startRow ?? 0, column: 0 });
  const [anchor, setAnchor] = useState<GridPlace>(place);
  const cursor = bounded(place, rows, columns.length);
  const range = rangeBetween(bounded(anchor, rows, columns.length), cursor);

  const moveTo = (to: GridPlace, extend: boolean) => {
    setPlace(to);
    if (!extend) setAnchor(to);
    onMoved(to);
    props.onCursor?.(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const jump = event.ctrlKey || event.metaKey;
    const extent = { rows, columns: columns.length, pageRows: Math.max(1, Math.floor(viewport / rowHeightPx) - 1) };
    const to = event.altKey ? null : moveCursor(event.key, jump, cursor, extent);
    if (to) moveTo(to, event.shiftKey);
    else if (event.altKey || !runGridKey(event.key, jump, { ...props, cursor, range, selectAll })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const selectAll = () => {
    setAnchor({ row: 0, column: 0 });
    setPlace({ row: rows - 1, column: columns.length - 1 });
  };
  return { cursor, range, moveTo, onKeyDown };
}

function bounded(place: GridPlace, rows: number, columns: number): GridPlace {
  return { row: Math.min(place.row, rows - 1), column: Math.max(0, Math.min(place.column, columns - 1)) };
}
