/** A place in a grid. Row -1 is the header. */
export interface GridPlace {
  row: number;
  column: number;
}

export interface GridExtent {
  rows: number;
  columns: number;
  /** Rows that one page key jumps over. */
  pageRows: number;
}

/**
 * Where a key moves the cursor, or null when the key is not one of movement. `jump` is Ctrl or Cmd: to the first or
 * last row and column.
 */
export function moveCursor(key: string, jump: boolean, at: GridPlace, extent: GridExtent): GridPlace | null {
  const last = { row: extent.rows - 1, column: extent.columns - 1 };
  switch (key) {
    case 'ArrowUp':
      return bounded({ ...at, row: jump ? 0 : at.row - 1 }, last);
    case 'ArrowDown':
      return bounded({ ...at, row: jump ? last.row : at.row + 1 }, last);
    case 'ArrowLeft':
      return bounded({ ...at, column: jump ? 0 : at.column - 1 }, last);
    case 'ArrowRight':
      return bounded({ ...at, column: jump ? last.column : at.column + 1 }, last);
    case 'PageUp':
      return bounded({ ...at, row: Math.max(0, at.row - extent.pageRows) }, last);
    case 'PageDown':
      return bounded({ ...at, row: at.row + extent.pageRows }, last);
    case 'Home':
      return bounded({ row: jump ? 0 : at.row, column: 0 }, last);
    case 'End':
      return bounded({ row: jump ? last.row : at.row, column: last.column }, last);
    default:
      return null;
  }
}

function bounded(to: GridPlace, last: GridPlace): GridPlace {
  return { row: Math.max(-1, Math.min(to.row, last.row)), column: Math.max(0, Math.min(to.column, last.column)) };
}
