import type { GridPlace } from './cursor';

export interface GridColumn {
  key: string;
  title: string;
  /** px */
  width: number;
  align: 'left' | 'right';
  mono?: boolean;
  /** Type and note, on hover of the header. */
  hint?: string;
  sortable?: boolean;
}

export interface GridCell {
  text: string;
  /** The unrounded value, for hover and copy; '' when missing. */
  exact: string;
  /** Why a value is missing or what it means, on hover instead of the exact value. */
  hint?: string;
  faint?: boolean;
  /** A thin bar behind the number, from and to as shares of the cell's width. */
  bar?: { from: number; to: number; color: string };
}

export interface GridSort {
  key: string;
  descending: boolean;
}

/** A rectangle of cells, all ends inclusive. */
export interface GridRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface GridProps {
  /** Name of the grid for people who do not see it. */
  label: string;
  columns: readonly GridColumn[];
  rows: number;
  /** A cell's content; undefined while it is not here yet. */
  cell: (row: number, column: GridColumn) => GridCell | undefined;
  /** Rows that are being drawn, `last` exclusive. */
  onWindow?: (first: number, last: number) => void;
  sort?: GridSort | null;
  onSort?: (key: string) => void;
  onResize?: (key: string, width: number) => void;
  onCursor?: (at: GridPlace) => void;
  /** Enter or a click on a row. */
  onActivate?: (row: number) => void;
  onCopy: (range: GridRange) => void;
  selectedRow?: number | null;
  /** Row under the cursor at first. */
  startRow?: number;
}

export const rowHeightPx = 28;
export const headerHeightPx = 28;
export const narrowestColumnPx = 48;
export const widestColumnPx = 900;

export function clampWidth(width: number): number {
  return Math.max(narrowestColumnPx, Math.min(widestColumnPx, Math.round(width)));
}

/** The rectangle between two corners, without the header. */
export function rangeBetween(anchor: GridPlace, cursor: GridPlace): GridRange {
  return {
    top: Math.max(0, Math.min(anchor.row, cursor.row)),
    bottom: Math.max(anchor.row, cursor.row),
    left: Math.min(anchor.column, cursor.column),
    right: Math.max(anchor.column, cursor.column),
  };
}
