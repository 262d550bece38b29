import { exactNumber, missing } from '../../../shared/format/numbers';
import { copyText } from '../../ui/clipboard';
import { DataGrid } from '../../ui/grid/dataGrid';
import type { GridRange } from '../../ui/grid/gridTypes';
import { toTsv } from '../../ui/grid/textTable';
import type { PageTable } from '../../ui/pageTable';
import classes from './chart.module.css';

/** The numbers behind a chart, row by row. */
export function ChartTableGrid({ label, table }: { label: string; table: PageTable }) {
  const columns = table.columns.map(({ name, type }, at) => ({
    key: String(at),
    title: name,
    width: type === 'text' ? 200 : 150,
    align: type === 'text' ? ('left' as const) : ('right' as const),
    mono: type === 'number',
  }));
  const copy = ({ top, bottom, left, right }: GridRange) => {
    const texts = Array.from({ length: bottom - top + 1 }, (_, row) =>
      Array.from({ length: right - left + 1 }, (_, column) => String(table.value(top + row, left + column) ?? '')),
    );
    void copyText(toTsv(texts), 'the cells');
  };
  return (
    <div className={classes.table}>
      <DataGrid
        label={`Numbers of ${label}`}
        columns={columns}
        rows={table.rows}
        cell={(row, { key }) => {
          const value = table.value(row, Number(key));
          if (value === null) return { text: missing, exact: '', hint: 'no value', faint: true };
          return { text: typeof value === 'number' ? exactNumber(value) : value, exact: String(value) };
        }}
        onCopy={copy}
      />
    </div>
  );
}
