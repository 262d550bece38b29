import { cellAt, columnOf } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';

/** What the lists need of one item. A list is short, so these may be objects. */
export interface RequestItem {
  id: string;
  /** Null: unjudged. */
  label: number | null;
  /** All its numbers, for hover. */
  detail: string;
}

/** The items of a table of `request.get`, by row. */
export function readItems(table: Table): RequestItem[] {
  const id = columnOf(table, 'item_id');
  const label = columnOf(table, 'label');
  const rest = table.columns.filter(({ name }) => name !== 'item_id');
  return Array.from({ length: table.rows }, (_, row) => {
    const grade = cellAt(label, row);
    const numbers = rest.map((column) => `${column.name.replace(':', ' ')}: ${cellAt(column, row) ?? '–'}`);
    return {
      id: String(cellAt(id, row)),
      label: grade === null ? null : Number(grade),
      detail: [String(cellAt(id, row)), ...numbers].join('\n'),
    };
  });
}

/** How an item's label is drawn. */
export function gradeOf({ label }: Pick<RequestItem, 'label'>): 'positive' | 'zero' | 'none' {
  return label === null ? 'none' : label > 0 ? 'positive' : 'zero';
}
