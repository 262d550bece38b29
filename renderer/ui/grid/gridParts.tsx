// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid draws parts of rows, which table elements cannot be.
import type { GridPlace } from './cursor';
import classes from './grid.module.css';
import { GridHeader } from './gridHeader';
import { cellId, GridRow } from './gridRow';
import { type GridProps, type GridRange, headerHeightPx, rowHeightPx } from './gridTypes';

/** What the parts of a grid share while they are drawn. */
export interface GridView {
  gridId: string;
  edges: readonly number[];
  /** Columns in sight, `last` exclusive. */
  seen: { first: number; last: number };
  /** Null while the focus is elsewhere. */
  cursor: GridPlace | null;
}

interface GridHeadProps {
  grid: GridProps;
  view: GridView;
  onPoint: (column: number) => void;
}

/** The heads of the columns, which stay at the top. */
export function GridHead({ grid, view, onPoint }: GridHeadProps) {
  const { edges, seen, cursor, gridId } = view;
  const width = edges[grid.columns.length] ?? 0;
  return (
    <div role="rowgroup" className={classes.headGroup} style={{ width, height: headerHeightPx }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active cell. */}
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {grid.columns.slice(seen.first, seen.last).map((column, at) => (
          <GridHeader
            {...grid}
            key={column.key}
            column={column}
            index={seen.first + at}
            left={edges[seen.first + at] ?? 0}
            id={cellId(gridId, -1, seen.first + at)}
            active={cursor !== null && cursor.row < 0 && cursor.column === seen.first + at}
            onPoint={() => onPoint(seen.first + at)}
          />
        ))}
      </div>
    </div>
  );
}

interface GridBodyProps {
  grid: GridProps;
  view: GridView;
  /** Rows to draw, `last` exclusive. */
  first: number;
  last: number;
  height: number;
  /** Where row 0 would stand inside the element that scrolls, px. */
  origin: number;
  /** The selection, when it is more than one cell. */
  range: GridRange | null;
}

// Rows stand relative to a block that moves as a whole: a row in sight keeps its props, and numbers stay small enough
// for the 32-bit floats of compositors.
const blockRows = 128;

/** The rows in sight. */
export function GridBody({ grid, view, first, last, height, origin, range }: GridBodyProps) {
  const { gridId, edges, seen, cursor } = view;
  const width = edges[grid.columns.length] ?? 0;
  const base = first - (first % blockRows);
  return (
    <div role="rowgroup" className={classes.rows} style={{ width, height }}>
      <div
        role="presentation"
        className={classes.shifted}
        style={{ transform: `translateY(${base * rowHeightPx + origin}px)` }}
      >
        {Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at).map((row) => (
          <GridRow
            key={row}
            gridId={gridId}
            row={row}
            top={(row - base) * rowHeightPx}
            width={width}
            columns={grid.columns}
            edges={edges}
            first={seen.first}
            last={seen.last}
            cursor={cursor?.row === row ? cursor.column : null}
            range={range}
            selected={row === grid.selectedRow}
            cell={grid.cell}
          />
        ))}
      </div>
    </div>
  );
}
