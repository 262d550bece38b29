// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid draws parts of rows, which table elements cannot be.
import { type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { columnEdges, columnWindow, scrollShowing } from './columnWindow';
import type { GridPlace } from './cursor';
import classes from './grid.module.css';
import { GridHeader } from './gridHeader';
import { cellId, GridRow } from './gridRow';
import { type GridProps, headerHeightPx, rowHeightPx } from './gridTypes';
import { rowWindow, scrollHeight } from './scrollMap';
import { useGridCursor } from './useGridCursor';
import { useGridScroll } from './useGridScroll';

/**
 * A table of any length and width: rows and columns out of sight are not drawn, rows come when they are asked for. One
 * tab stop; arrows move a cursor inside, Shift extends the selection, Ctrl+C copies it.
 */
export function DataGrid(props: GridProps) {
  const { label, columns, rows, cell, onWindow, selectedRow = null } = props;
  const gridId = useId();
  const element = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const edges = useMemo(() => columnEdges(columns.map(({ width }) => width)), [columns]);
  const totalWidth = edges[columns.length] ?? 0;
  const scroll = useGridScroll(element, rows);
  const { first, last } = rowWindow(scroll.offset, scroll.geometry);
  const seen = columnWindow(edges, scroll.scrollLeft, scroll.width);

  const show = ({ row, column }: GridPlace) => {
    if (row >= 0) scroll.showRow(row);
    scroll.setScrollLeft(scrollShowing(edges, column, scroll.scrollLeft, scroll.width));
  };
  const { cursor, range, moveTo, onKeyDown } = useGridCursor(props, scroll.geometry.viewport, show);

  useEffect(() => onWindow?.(first, last), [onWindow, first, last]);

  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place) return;
    moveTo(place, event.shiftKey);
    if (!event.shiftKey) props.onActivate?.(place.row);
  };
  const drawn = cursor.row < 0 || (cursor.row >= first && cursor.row < last);
  const many = range.top !== range.bottom || range.left !== range.right;
  return (
    <div
      ref={element}
      role="grid"
      aria-label={label}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={focused && drawn ? cellId(gridId, cursor.row, cursor.column) : undefined}
      tabIndex={0}
      className={classes.grid}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div role="rowgroup" className={classes.headGroup} style={{ width: totalWidth, height: headerHeightPx }}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell. */}
        <div role="row" aria-rowindex={1} className={classes.headRow}>
          {columns.slice(seen.first, seen.last).map((column, at) => (
            <GridHeader
              {...props}
              key={column.key}
              column={column}
              index={seen.first + at}
              left={edges[seen.first + at] ?? 0}
              id={cellId(gridId, -1, seen.first + at)}
              active={focused && cursor.row < 0 && cursor.column === seen.first + at}
              onPoint={() => moveTo({ row: -1, column: seen.first + at }, false)}
            />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={classes.rows}
        style={{ width: totalWidth, height: scrollHeight(scroll.geometry) }}
      >
        {Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at).map((row) => (
          <GridRow
            key={row}
            gridId={gridId}
            row={row}
            top={row * rowHeightPx - scroll.offset + scroll.scrollTop}
            width={totalWidth}
            columns={columns}
            edges={edges}
            first={seen.first}
            last={seen.last}
            cursor={focused && cursor.row === row ? cursor.column : null}
            range={many ? range : null}
            selected={row === selectedRow}
            cell={cell}
          />
        ))}
      </div>
    </div>
  );
}

function placeOf(target: EventTarget): GridPlace | null {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}
