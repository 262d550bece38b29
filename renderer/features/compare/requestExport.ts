import { notifications } from '@mantine/notifications';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import type { Table } from '../../../shared/wire/table';
import { useProblemStore } from '../../state/problemStore';
import { copyText } from '../../ui/clipboard';
import type { GridColumn, GridRange } from '../../ui/grid/gridTypes';
import { toTsv } from '../../ui/grid/textTable';
import { requestTexts } from './requestColumns';
import type { RequestRows } from './useRequestRows';

const keys = ['request_id', 'query', 'rows', 'a', 'b', 'delta'];
const mostCopied = 10_000;
const rowsPerCall = 50_000;

/** The selected cells, as far as their rows are here. */
export function copyRequestRange(requests: RequestRows, columns: readonly GridColumn[], range: GridRange): void {
  const names = columns.slice(range.left, range.right + 1).map(({ key }) => key);
  const texts: string[][] = [];
  for (let row = range.top; row <= range.bottom; row += 1) {
    const found = requests.find(row);
    if (found) texts.push(requestTexts(found.table, found.row, names));
  }
  const wanted = range.bottom - range.top + 1;
  const what =
    texts.length === wanted
      ? formatCounted(wanted, 'row')
      : `${formatCount(texts.length)} of ${formatCount(wanted)} rows`;
  void copyText(toTsv(texts), what);
}

/** The list's first rows as TSV. */
export async function copyRequests(requests: RequestRows, model: string, baseline: string): Promise<void> {
  await guarded(async () => {
    const count = Math.min(requests.total, mostCopied);
    const texts = await readTexts(requests, count);
    await copyText(
      toTsv([head(model, baseline), ...texts]),
      `${formatCount(count)} of ${formatCounted(requests.total, 'request')}`,
    );
  });
}

function head(model: string, baseline: string): string[] {
  return ['request_id', 'query', 'rows', baseline, model, 'delta'];
}

async function readTexts(requests: RequestRows, count: number): Promise<string[][]> {
  const texts: string[][] = [];
  for (let done = 0; done < count; done += rowsPerCall) {
    const table: Table = await requests.read(done, Math.min(rowsPerCall, count - done));
    for (let row = 0; row < table.rows; row += 1) texts.push(requestTexts(table, row, keys));
  }
  return texts;
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    useProblemStore.getState().report(error, 'Reading the requests');
    notifications.show({ color: 'red', title: 'The requests were not read', message: String(error) });
  }
}
