import path from 'node:path';
import { RankscopeError } from '../../../../shared/wire/errors';
import { quoteIdent } from '../../db/quote';
import { countRows, describeRelation } from '../../sql/ingest/readers';
import { tableRelation } from '../../sql/ingest/sources';
import { type BuildContext, refuseRows } from '../buildContext';
import type { RefusedRow } from '../refusedRow';
import type { LogSource, SourceColumn } from './logSource';

/** A staged table as a source: `rowid` is the row's key. `files` say at which row each file begins. */
export async function tableSource(
  context: BuildContext,
  table: string,
  files: readonly { file: string; from: number }[],
  refused: readonly RefusedRow[],
): Promise<LogSource> {
  const { db, signal } = context;
  refuseRows(context, refused);
  const columns = (await db.readRows(describeRelation(quoteIdent(table)), { signal })) as unknown as SourceColumn[];
  const hidden = columns.find((each) => each.name.toLowerCase() === 'rowid');
  if (hidden) throw hidesRows(hidden.name, files[0]!.file);
  const counted = await db.readOne(countRows(quoteIdent(table)), { signal });
  return {
    relation: tableRelation(table),
    columns,
    rows: Number(counted?.rows ?? 0),
    locate(source) {
      const owner = files.findLast((each) => each.from <= source) ?? files[0]!;
      return { file: owner.file, row: source - owner.from + 1 };
    },
  };
}

// DuckDB calls a row's place `rowid`; a column of that name would stand in for it, and rows would be mixed up.
function hidesRows(name: string, file: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${path.basename(file)} has a column "${name}", a name that the database keeps for itself.`,
    hint: 'Rename the column, for example to "row_number".',
    where: { file, column: name },
  });
}
