import { createReadStream } from 'node:fs';
import path from 'node:path';
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { decompress as unzstd } from 'fzstd';
import { decompress as unlz4 } from 'lz4js';
import { RankscopeError } from '../../../../shared/wire/errors';
import { createStage } from '../../sql/ingest/readers';
import { appendRelation, castTable } from '../../sql/ingest/staging';
import { type BuildContext, setOrder } from '../buildContext';
import { type ArrowColumn, arrowColumn } from './arrowColumn';
import type { LogSource } from './logSource';
import { tableSource } from './tableSource';
import { plainStream } from './textFile';

// A copy begins at a multiple of 8 bytes, which columns of 64-bit values need; what the decoder returns may not.
compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => unzstd(data).slice() });
compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (data) => Uint8Array.from(unlz4(data)) });

/** Arrow IPC files and streams (Feather 2) staged as one table, batch by batch; buffers may be LZ4 or ZSTD. */
export async function arrowSource(context: BuildContext, files: readonly string[], table: string): Promise<LogSource> {
  const { db, signal } = context;
  await setOrder(context, true);
  const starts: { file: string; from: number }[] = [];
  let from = 0;
  for (const [index, file] of files.entries()) {
    const part = index === 0 ? table : `${table}_part`;
    starts.push({ file, from });
    from += await readFile(context, file, part);
    if (index > 0) for (const sql of appendRelation(table, part)) await db.run(sql, { signal });
  }
  await setOrder(context, false);
  return tableSource(context, table, starts, []);
}

async function readFile(context: BuildContext, file: string, table: string): Promise<number> {
  const { db, signal } = context;
  const raw = `${table}_raw`;
  let shape: ArrowColumn[] | null = null;
  let rows = 0;
  for await (const batch of batches(file, signal)) {
    const columns = batch.schema.fields.map((field, index) => arrowColumn(field.name, batch.getChildAt(index)!));
    if (shape === null) {
      refuseTwins(file, columns);
      await db.run(
        createStage(
          raw,
          columns.map(({ column, type }) => ({ name: column.name, type })),
        ),
        { signal },
      );
      shape = columns;
    }
    if (columns.some((each, index) => each.type !== shape![index]!.type)) throw mixed(file);
    await db.append(raw, { rows: batch.numRows, columns: columns.map((each) => each.column) }, { signal });
    rows += batch.numRows;
  }
  if (shape === null) throw fault(file, 'holds no rows');
  for (const sql of castTable(
    table,
    raw,
    shape.map(({ column, cast }) => ({ name: column.name, cast })),
  ))
    await db.run(sql, { signal });
  return rows;
}

async function* batches(file: string, signal?: AbortSignal): AsyncGenerator<RecordBatch> {
  try {
    const stream = /\.(gz|zst)$/i.test(file) ? plainStream(file, signal) : createReadStream(file, { signal });
    const reader = await RecordBatchReader.from(stream);
    for await (const batch of reader) yield batch;
  } catch (error) {
    if (signal?.aborted || error instanceof RankscopeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw fault(file, `cannot be read as Arrow IPC: ${message || 'it may have been cut off'}`, error);
  }
}

function refuseTwins(file: string, columns: readonly ArrowColumn[]): void {
  const seen = new Set<string>();
  for (const { column } of columns) {
    if (seen.has(column.name.toLowerCase()))
      throw fault(file, `has the column "${column.name}" twice, perhaps in another case`);
    seen.add(column.name.toLowerCase());
  }
}

function mixed(file: string): RankscopeError {
  return fault(file, 'holds whole numbers beyond 2^53 in some of its batches only; write it as Parquet');
}

function fault(file: string, what: string, cause?: unknown): RankscopeError {
  return new RankscopeError({ code: 'input', message: `${path.basename(file)} ${what}.`, where: { file } }, { cause });
}
