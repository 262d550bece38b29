import { formatCount, formatCounted } from '../../../shared/format/numbers';
import type { GridSort } from '../../ui/grid/gridTypes';
import classes from './data.module.css';

interface TableFootProps {
  /** Under the cursor, from 0; -1 is the header. */
  row: number;
  rows: number;
  columns: number;
  hidden: number;
  sort: GridSort | null;
}

/** Where the cursor is, and what of the table is shown how. */
export function TableFoot({ row, rows, columns, hidden, sort }: TableFootProps) {
  const order = sort ? `sorted by ${sort.key}, ${sort.descending ? 'largest' : 'smallest'} first` : 'in its own order';
  const place = row < 0 && rows > 0 ? 'header' : `row ${formatCount(Math.min(row, rows - 1) + 1)}`;
  return (
    <div className={classes.foot}>
      <span className="num">{`${place} of ${formatCount(rows)}`}</span>
      <span className="num">{formatCounted(columns, 'column')}</span>
      {hidden > 0 && <span>{`${hidden} hidden`}</span>}
      <span>{order}</span>
      <span>times in UTC</span>
    </div>
  );
}
