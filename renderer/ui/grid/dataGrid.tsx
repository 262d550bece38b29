// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid draws parts of rows, which table elements cannot be.
import { type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { columnEdges, columnWindow, scrollShowing } from './columnWindow';
import type { GridPlace } from './cursor';
import classes from './grid.module.css';
import { GridBody, GridHead, type GridView } from './gridParts';
import { cellId } from './gridRow';
import type { GridProps } from './gridTypes';
import { rowWindow, scrollHeight } from './scrollMap';
import { useGridCursor } from './useGridCursor';
import { useGridScroll } from './useGridScroll';

/**
 * A table of any length and width: rows and columns out of sight are not drawn, rows come when they are asked for. One
 * tab stop; arrows move a cursor inside, Shift extends the selection, Ctrl+C copies it.
 */
export function DataGrid(props: GridProps) {
  const { columns, rows, onWindow } = props;
  const gridId = useId();
  const element = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const edges = useMemo(() => columnEdges(columns.map(({ width }) => width)), [columns]);
  const scroll = useGridScroll(element, rows);
  const { first, last } = rowWindow(scroll.offset, scroll.geometry);
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
  const seen = columnWindow(edges, scroll.scrollLeft, scroll.width);
  const view: GridView = { gridId, edges, seen, cursor: focused ? cursor : null };
  return (
    <div
      ref={element}
      role="grid"
      aria-label={props.label}
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
      <GridHead grid={props} view={view} onPoint={(column) => moveTo({ row: -1, column }, false)} />
      <GridBody
        grid={props}
        view={view}
        first={first}
        last={last}
        height={scrollHeight(scroll.geometry)}
        origin={scroll.scrollTop - scroll.offset}
        range={range.top !== range.bottom || range.left !== range.right ? range : null}
      />
    </div>
  );
}

function placeOf(target: EventTarget): GridPlace | null {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}
