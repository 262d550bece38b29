import type { Column, Table } from '../../../shared/wire/table';
import { formatOf, gridCell } from '../../ui/grid/cellText';
import type { GridCell, GridColumn } from '../../ui/grid/gridTypes';

const widthOfCharacter = 7.4;
const looked = 200;

/** Columns of a query's result: keyed by their place, because two may have the same name. */
export function resultColumns(table: Table, widths: Readonly<Record<string, number>>): GridColumn[] {
  return table.columns.map((column, at) => {
    const isNumber = ['f64', 'f32', 'i32', 'u32'].includes(column.type);
    return {
      key: String(at),
      title: column.name,
      width: widths[at] ?? fittingWidth(column, table.rows),
      align: isNumber ? 'right' : 'left',
      mono: isNumber || column.type === 'time' || column.name.endsWith('_id'),
      hint: column.name,
    };
  });
}

/** Cells of a result that is here as a whole. */
export function resultCells(table: Table): (row: number, column: GridColumn) => GridCell | undefined {
  const formats = table.columns.map(formatOf);
  return (row, { key }) => {
    const column = table.columns[Number(key)];
    return column && row < table.rows ? gridCell(column, row, formats[Number(key)]!) : undefined;
  };
}

function fittingWidth(column: Column, rows: number): number {
  const format = formatOf(column);
  let longest = column.name.length + 3;
  for (let row = 0; row < Math.min(rows, looked); row += 1) {
    longest = Math.max(longest, gridCell(column, row, format).text.length + 2);
  }
  return Math.round(Math.max(64, Math.min(360, longest * widthOfCharacter + 12)));
}
