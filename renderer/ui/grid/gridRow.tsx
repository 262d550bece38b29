// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid draws parts of rows, which table elements cannot be.
import { memo } from 'react';
import classes from './grid.module.css';
import type { GridCell, GridColumn, GridRange } from './gridTypes';

interface GridRowProps {
  gridId: string;
  row: number;
  top: number;
  width: number;
  columns: readonly GridColumn[];
  edges: readonly number[];
  first: number;
  last: number;
  /** Column of the cursor when it is in this row. */
  cursor: number | null;
  range: GridRange | null;
  selected: boolean;
  cell: (row: number, column: GridColumn) => GridCell | undefined;
}

/** One row of a grid; only the columns in sight are drawn. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { gridId, row, top, width, columns, first, last, selected } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell.
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={selected || undefined}
      className={classes.row}
      data-row={row}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)`, width }}
    >
      {columns.slice(first, last).map((column, index) => (
        <Cell
          key={column.key}
          id={cellId(gridId, row, first + index)}
          index={first + index}
          column={column}
          {...props}
        />
      ))}
    </div>
  );
});

interface CellProps extends GridRowProps {
  id: string;
  index: number;
  column: GridColumn;
}

function Cell({ id, index, column, row, edges, cell, cursor, range }: CellProps) {
  const content = cell(row, column);
  const inRange =
    range !== null && row >= range.top && row <= range.bottom && index >= range.left && index <= range.right;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell.
    <div
      role="gridcell"
      id={id}
      aria-colindex={index + 1}
      aria-busy={content === undefined || undefined}
      className={classes.cell}
      data-column={index}
      data-align={column.align}
      data-mono={column.mono || undefined}
      data-faint={content?.faint || undefined}
      data-active={cursor === index || undefined}
      data-range={inRange || undefined}
      style={{ left: edges[index], width: column.width }}
      title={content && (content.hint ?? (content.exact === content.text ? undefined : content.exact))}
    >
      {content?.bar && <Bar {...content.bar} />}
      {content ? <span className={classes.text}>{content.text}</span> : <span className={classes.pending} />}
    </div>
  );
}

function Bar({ from, to, color }: { from: number; to: number; color: string }) {
  const style = { left: `${Math.min(from, to) * 100}%`, width: `${Math.abs(to - from) * 100}%`, background: color };
  return <span className={classes.bar} style={style} aria-hidden />;
}

/** Id of a cell's element; row -1 is the header. */
export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row < 0 ? 'head' : row}-${column}`;
}
