import { quoteIdent } from '../../db/quote';
import { parquetRelation } from './readers';
import { sourceKey } from './sourceKey';

/** A staged table with its row number as the row's key. */
export function tableRelation(table: string): string {
  return `(SELECT *, rowid AS ${sourceKey} FROM ${quoteIdent(table)})`;
}

/** Bits of the row number inside a file; the file's number stands above them. */
export const fileRowBits = 40n;

/** Parquet files with file and row number as the row's key: they are read again rather than copied. */
export function keyedParquet(files: readonly string[]): string {
  return `(SELECT *, (file_index::BIGINT << ${fileRowBits}) | file_row_number AS ${sourceKey} FROM ${parquetRelation(files)})`;
}
