import type { ChartTable } from './chartSpec';

/** The names and all rows of a chart's table as text, numbers unrounded, '' where there is none. */
export function chartTableTexts(table: ChartTable): string[][] {
  const rows = Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((_, column) => String(table.value(row, column) ?? '')),
  );
  return [table.columns.map(({ name }) => name), ...rows];
}
