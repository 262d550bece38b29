import { RankscopeError } from '../../../../shared/wire/errors';
import { isFatal } from '../../db/errors';
import { createTrecTable } from '../../sql/ingest/trec';
import type { BuildContext } from '../buildContext';
import type { RefusedRow } from '../refusedRow';
import { utf8File } from './textFile';
import { normalizeTrec, qrelsShape, runShape, uniformDelimiter } from './trecText';

/**
 * Reads a TREC run or qrels file into a table: request_id, item_id and score (runs) or relevance (qrels), in file order
 * when `rank` is asked for. Files with one delimiter throughout go straight into DuckDB; the others, and those it
 * refuses, are split on any whitespace first.
 */
export async function readTrec(
  context: BuildContext,
  file: string,
  kind: 'run' | 'qrels',
  table: string,
  options: { temp: boolean; rank?: boolean },
): Promise<RefusedRow[]> {
  const plain = await utf8File(context, file);
  const uniform = /\.(gz|zst)$/i.test(plain) ? null : await uniformDelimiter(plain);
  const shape = kind === 'run' ? runShape : qrelsShape;
  const { db, signal } = context;
  if (uniform && uniform.fields >= shape.minFields) {
    try {
      await db.run(createTrecTable({ table, file: plain, kind, ...uniform, ...options, raw: true }), { signal });
      return [];
    } catch (error) {
      // A line that does not fit: the slow path names it.
      if (isFatal(error) || (error instanceof RankscopeError && error.code !== 'input')) throw error;
    }
  }
  const output = await context.workFile('trec.tsv');
  const refused = (await normalizeTrec(plain, output, shape, signal)).map((each) => ({ ...each, file }));
  const layout = { delimiter: '\t', fields: shape.take.length, raw: false } as const;
  try {
    await db.run(createTrecTable({ table, file: output, kind, ...layout, ...options }), { signal });
  } catch (error) {
    if (!(error instanceof RankscopeError) || error.code !== 'input') throw error;
    throw new RankscopeError(
      { code: 'input', message: `${file} cannot be read as a TREC ${kind}: ${error.message}`, where: { file } },
      { cause: error },
    );
  }
  return refused;
}
