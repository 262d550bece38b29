import { exactNumber, formatSigned } from '../../../shared/format/numbers';
import { columnOf } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import { divergingColor } from '../../charts/colors';
import { gridCell } from '../../ui/grid/cellText';
import type { GridCell, GridColumn } from '../../ui/grid/gridTypes';

export type RequestWidths = Record<string, number>;

/** Columns of the list of requests. The query column is there only when the log has queries. */
export function requestColumns(
  baseline: string,
  model: string,
  hasQuery: boolean,
  widths: RequestWidths,
): GridColumn[] {
  const columns: GridColumn[] = [
    { key: 'request_id', title: 'request', width: 112, align: 'left', mono: true },
    { key: 'delta', title: 'Δ', width: 116, align: 'right', hint: `${model} − ${baseline}` },
    { key: 'a', title: baseline, width: 88, align: 'right', hint: `Value of ${baseline}` },
    { key: 'b', title: model, width: 88, align: 'right', hint: `Value of ${model}` },
    { key: 'rows', title: 'rows', width: 54, align: 'right' },
    { key: 'query', title: 'query', width: 220, align: 'left' },
  ];
  return columns
    .filter(({ key }) => key !== 'query' || hasQuery)
    .map((column) => ({ ...column, width: widths[column.key] ?? column.width }));
}

/** One cell of that list. `reach` is the largest difference there is: the scale of the bars. */
export function requestCell(table: Table, row: number, key: string, decimals: number, reach: number): GridCell {
  const cell = gridCell(columnOf(table, key), row, { decimals: key === 'rows' ? 0 : decimals });
  if (key !== 'delta' || cell.exact === '') return cell;
  const delta = Number(cell.exact);
  const half = reach > 0 ? Math.min(1, Math.abs(delta) / reach) / 2 : 0;
  const to = delta < 0 ? 0.5 - half : 0.5 + half;
  const bar = { from: 0.5, to, color: divergingColor(Math.sign(delta)) };
  return { text: formatSigned(delta, decimals), exact: exactNumber(delta), ...(delta !== 0 && { bar }) };
}

/** One row for the clipboard. */
export function requestTexts(table: Table, row: number, keys: readonly string[]): string[] {
  return keys.map((key) => gridCell(columnOf(table, key), row, { decimals: 0 }).exact);
}

/** Rows whose id or query holds the text, without regard to case. */
export function findRows(table: Table, text: string): number[] {
  const wanted = text.trim().toLowerCase();
  const columns = ['request_id', 'query'].map((name) => columnOf(table, name));
  const found: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (columns.some((column) => gridCell(column, row, { decimals: 0 }).exact.toLowerCase().includes(wanted))) {
      found.push(row);
    }
  }
  return found;
}
