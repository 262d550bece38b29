import { rm } from 'node:fs/promises';
import type { Table } from '../../../shared/wire/table';
import type { Database } from '../db/database';
import { openLoader } from '../db/open';
import type { QueryOptions } from '../db/statement';
import { copyRows, countCopied } from '../sql/console/consoleSql';
import { createValueTable, valueTable } from '../sql/console/valueTable';
import { type ExportRequest, type ExportResult, exportName } from './exportRows';
import type { Exports } from './exports';

interface ValueExport {
  /** Of the file, without its ending. */
  name: string;
  format: ExportRequest['format'];
  /** At least one, all with the same columns. */
  pages: AsyncIterable<Table> | Iterable<Table>;
}

/** Writes tables that are in memory, one after the other, to a file in `folder` that waits to be taken. */
export async function exportValues(
  folder: string,
  exports: Exports,
  { name, format, pages }: ValueExport,
  options: QueryOptions,
): Promise<ExportResult> {
  const file = await exports.place(folder, format);
  // An instance of its own: the session may not write files everywhere, and its tables are not to be mixed with these.
  const loader = await openLoader(null, { threads: 1 });
  try {
    await append(loader, pages, options);
    const { sql } = copyRows(`FROM ${valueTable}`, file, format);
    const rows = countCopied(await loader.readOne(sql, options));
    return { ...(await exports.add(file, exportName(name, format))), rows };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await loader.close();
  }
}

async function append(loader: Database, pages: ValueExport['pages'], options: QueryOptions): Promise<void> {
  let isMade = false;
  for await (const page of pages) {
    if (!isMade) await loader.run(createValueTable(page.columns), options);
    isMade = true;
    await loader.append(valueTable, page, options);
  }
}
