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
