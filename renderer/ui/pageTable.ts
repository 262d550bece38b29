import { exactNumber } from '../../shared/format/numbers';
import { buildTable } from '../../shared/wire/columns';
import type { Table } from '../../shared/wire/table';

/** Numbers that the page has, as a table. `value` gives unrounded numbers; null where there is none. */
export interface PageTable {
  columns: readonly { name: string; type: 'number' | 'text' }[];
  rows: number;
  value: (row: number, column: number) => number | string | null;
}

type PageCell = number | string | null;

/** A table of rows: names and types of its columns, and the cells of each row in their order. */
export function pageTable(columns: PageTable['columns'], rows: readonly (readonly PageCell[])[]): PageTable {
  return { columns, rows: rows.length, value: (row, column) => rows[row]?.[column] ?? null };
}

/** A table of texts, the names first: columns in which every text is a number or '' become numbers. */
export function textsTable([names = [], ...rows]: readonly (readonly string[])[]): PageTable {
  const isNumber = (at: number) =>
    rows.some((row) => row[at] !== '') && rows.every((row) => row[at] === '' || Number.isFinite(Number(row[at])));
  const columns = names.map((name, at) => ({ name, type: isNumber(at) ? ('number' as const) : ('text' as const) }));
  const cell = (text: string, at: number) => (columns[at]?.type === 'text' ? text : text === '' ? null : Number(text));
  return pageTable(
    columns,
    rows.map((row) => row.map(cell)),
  );
}

/** The names and all rows as text, numbers unrounded, '' where there is none. */
export function pageTableTexts(table: PageTable): string[][] {
  const rows = Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((_, column) => {
      const value = table.value(row, column);
      return typeof value === 'number' ? exactNumber(value) : (value ?? '');
    }),
  );
  return [table.columns.map(({ name }) => name), ...rows];
}

/** The same as binary columns: f64 and utf8. Names that are empty or occur twice get a number. */
export function pageTableColumns(table: PageTable): Table {
  const cells = (column: number) => Array.from({ length: table.rows }, (_, row) => table.value(row, column));
  const names = new Set<string>();
  const built = table.columns.map(({ name, type }, column) => {
    const own = freeName(name, names);
    names.add(own.toLowerCase());
    return [own, { type: type === 'number' ? ('f64' as const) : ('utf8' as const), values: cells(column) }] as const;
  });
  return buildTable(Object.fromEntries(built));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const base = name || 'column';
  let free = base;
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${base} ${n}`;
  return free;
}
