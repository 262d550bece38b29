// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid draws parts of rows, which table elements cannot be.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import classes from './grid.module.css';
import { clampWidth, type GridColumn, type GridProps } from './gridTypes';

interface GridHeaderProps extends Pick<GridProps, 'sort' | 'onSort' | 'onResize'> {
  column: GridColumn;
  index: number;
  left: number;
  id: string;
  active: boolean;
  onPoint: () => void;
}

/** The head of one column: a click sorts, the right edge resizes. */
export function GridHeader({ column, index, left, id, active, sort, onSort, onResize, onPoint }: GridHeaderProps) {
  const sorted = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const sortable = column.sortable === true && onSort !== undefined;
  return (
    // The keys of a grid belong to its root, which holds the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the cursor's column sorts, see useGridCursor.
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell.
    <div
      role="columnheader"
      id={id}
      aria-colindex={index + 1}
      aria-sort={sortable ? (sorted ?? 'none') : undefined}
      className={classes.head}
      data-align={column.align}
      data-active={active || undefined}
      data-sortable={sortable || undefined}
      style={{ left, width: column.width }}
      title={column.hint}
      onClick={() => {
        onPoint();
        if (sortable) onSort(column.key);
      }}
    >
      <span className={classes.headText}>{column.title}</span>
      {sorted === 'descending' && <IconArrowDown size={12} aria-hidden />}
      {sorted === 'ascending' && <IconArrowUp size={12} aria-hidden />}
      {onResize && <span className={classes.handle} onPointerDown={(event) => drag(event, column, onResize)} />}
    </div>
  );
}

function drag(event: PointerEvent<HTMLElement>, column: GridColumn, onResize: (key: string, width: number) => void) {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const start = event.clientX;
  const move = (to: globalThis.PointerEvent) => onResize(column.key, clampWidth(column.width + to.clientX - start));
  const stop = () => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('lostpointercapture', stop);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', stop);
  handle.addEventListener('click', (click) => click.stopPropagation(), { once: true });
}
