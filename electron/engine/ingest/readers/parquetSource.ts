import path from 'node:path';
import { RankscopeError } from '../../../../shared/wire/errors';
import { DuckdbError } from '../../db/errors';
import { countRows, describeRelation, parquetNames, parquetRelation } from '../../sql/ingest/readers';
import { fileRowBits, keyedParquet } from '../../sql/ingest/sources';
import { stageRelation } from '../../sql/ingest/staging';
import type { BuildContext } from '../buildContext';
import type { LogSource, SourceColumn } from './logSource';
import { maxColumns } from './sniffCsv';
import { tableSource } from './tableSource';

/** Parquet files as a source that reads them in place. */
export async function parquetSource(
  context: BuildContext,
  files: readonly string[],
  table: string,
): Promise<LogSource> {
  const { db, signal } = context;
  for (const file of files) await checkNames(context, file);
  const relation = parquetRelation(files);
  const columns = (await namingFile(files, () =>
    db.readRows(describeRelation(relation), { signal }),
  )) as unknown as SourceColumn[];
  if (columns.length > maxColumns)
    throw broken(files[0]!, `it has ${columns.length} columns, at most ${maxColumns} can be read`);
  // DuckDB's names of a row's place would mean the file's own columns here.
  if (columns.some((each) => ['file_row_number', 'file_index'].includes(each.name.toLowerCase()))) {
    await namingFile(files, () => db.run(stageRelation(table, relation), { signal }));
    return tableSource(context, table, [{ file: files[0]!, from: 0 }], []);
  }
  const counted = await namingFile(files, () => db.readOne(countRows(relation), { signal }));
  return { relation: keyedParquet(files), columns, rows: Number(counted?.rows ?? 0), locate: locateIn(files) };
}

function locateIn(files: readonly string[]): LogSource['locate'] {
  return (source) => {
    const index = Number(BigInt(source) >> fileRowBits);
    return { file: files[index] ?? files[0]!, row: Number(BigInt(source) & ((1n << fileRowBits) - 1n)) + 1 };
  };
}

async function checkNames(context: BuildContext, file: string): Promise<void> {
  const rows = await namingFile([file], () => context.db.readRows(parquetNames(file), { signal: context.signal }));
  const seen = new Map<string, string>();
  for (const { name } of rows) {
    const twin = seen.get(String(name).toLowerCase());
    if (twin !== undefined) throw broken(file, `the columns "${twin}" and "${name}" differ only by case or not at all`);
    seen.set(String(name).toLowerCase(), String(name));
  }
}

/** Runs a read of files; what DuckDB says of them becomes an `input` error that names the file. */
export async function namingFile<T>(files: readonly string[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isFaultOfFile(error)) throw error;
    const file = files.find((each) => error.message.includes(each)) ?? files[0]!;
    throw new RankscopeError(
      {
        code: 'input',
        message: `${path.basename(file)} cannot be read: ${explain(error, file)}.`,
        hint: 'Write the file again; nothing was built from it.',
        where: { file },
      },
      { cause: error },
    );
  }
}

// Broken bytes can make the Parquet reader fail with an exception that is not DuckDB's own.
const untyped = new Set(['', 'Invalid']);

function isFaultOfFile(error: unknown): error is RankscopeError {
  if (error instanceof DuckdbError && untyped.has(error.exceptionType)) return true;
  return error instanceof RankscopeError && error.code === 'input';
}

function explain(error: RankscopeError, file: string): string {
  const { message } = error;
  if (/No magic bytes|too small to be a Parquet/.test(message))
    return 'it is not a whole Parquet file, it may have been cut off';
  if (error.code === 'internal') return 'its contents are broken';
  return message.replaceAll(`'${file}'`, 'the file').replaceAll(`"${file}"`, 'the file').replace(/\.$/, '');
}

function broken(file: string, what: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `${path.basename(file)}: ${what}.`, where: { file } });
}
