import { notifications } from '@mantine/notifications';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import { columnOf } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import { useProblemStore } from '../../state/problemStore';
import { copyText } from '../../ui/clipboard';
import { downloadText, fileName } from '../../ui/download';
import { gridCell } from '../../ui/grid/cellText';
import { toCsv, toTsv } from '../../ui/grid/textTable';

export type ReadRows = (first: number, count: number, columns: string[]) => Promise<Table>;

// A message holds at most 16 MB; wide tables need smaller pieces than narrow ones.
const cellsPerCall = 400_000;
const mostCopiedRows = 10_000;
const mostExportedRows = 1_000_000;

/** Puts rows on the clipboard as TSV, numbers unrounded. One row more for the names when `heads` is on. */
export async function copyRows(read: ReadRows, first: number, count: number, columns: string[], heads = false) {
  await guarded('Copying rows', async () => {
    const rows = await readTexts(read, first, Math.min(count, mostCopiedRows), columns);
    await copyText(toTsv(heads ? [columns, ...rows] : rows), formatCounted(rows.length, 'row'));
    warnOfRest(rows.length, count);
  });
}

/** Gives the table as a CSV file, numbers unrounded. */
export async function exportRows(read: ReadRows, count: number, columns: string[], name: string[]) {
  await guarded('Exporting rows', async () => {
    const rows = await readTexts(read, 0, Math.min(count, mostExportedRows), columns);
    downloadText(`${fileName(...name)}.csv`, toCsv([columns, ...rows]), 'text/csv');
    warnOfRest(rows.length, count);
  });
}

async function readTexts(read: ReadRows, first: number, count: number, names: string[]): Promise<string[][]> {
  const size = Math.max(1, Math.min(100_000, Math.floor(cellsPerCall / Math.max(1, names.length))));
  const rows: string[][] = [];
  for (let done = 0; done < count; done += size) {
    const table = await read(first + done, Math.min(size, count - done), names);
    const columns = names.map((name) => columnOf(table, name));
    for (let row = 0; row < table.rows; row += 1) {
      rows.push(columns.map((column) => gridCell(column, row, { decimals: 0 }).exact));
    }
  }
  return rows;
}

function warnOfRest(taken: number, all: number): void {
  if (taken >= all) return;
  const message = `Only the first ${formatCount(taken)} of ${formatCount(all)} rows were taken.`;
  notifications.show({ color: 'yellow', title: 'Not all rows', message });
}

async function guarded(doing: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    useProblemStore.getState().report(error, doing);
    const message = error instanceof Error ? error.message : String(error);
    notifications.show({ color: 'red', title: `${doing} failed`, message });
  }
}
