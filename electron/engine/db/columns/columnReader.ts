import type { Column } from '../../../../shared/wire/table';
import type { ReadChunk } from '../rawVector';

/** Collects one column of a result, chunk after chunk. */
export interface ColumnReader {
  /** Adds column `column` of a chunk whose first row is row `offset` of the result. */
  add(chunk: ReadChunk, column: number, offset: number): void;
  finish(): Column;
}
