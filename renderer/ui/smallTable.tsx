import type { ReactNode } from 'react';
import classes from './smallTable.module.css';

export interface SmallColumn<T> {
  /** Unique; read out as the column's name. */
  title: string;
  /** Drawn in place of the title. */
  head?: ReactNode;
  align?: 'right';
  /** Takes what room is left and wraps. */
  wide?: boolean;
  cell: (row: T) => ReactNode;
}

interface SmallTableProps<T> {
  label: string;
  columns: SmallColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Drawn over the whole width under a row. */
  under?: (row: T) => ReactNode;
}

/** A short table that is drawn whole. */
export function SmallTable<T>({ label, columns, rows, rowKey, under }: SmallTableProps<T>) {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title, head, align, wide }) => (
            <th key={title} scope="col" data-align={align} data-wide={wide}>
              {head ?? title}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={rowKey(row)}>
          <tr>
            {columns.map(({ title, align, wide, cell }) => (
              <td key={title} data-align={align} data-wide={wide}>
                {cell(row)}
              </td>
            ))}
          </tr>
          {under?.(row)}
        </tbody>
      ))}
    </table>
  );
}
