import type { ColumnKind } from '../../../shared/slices/predicateText';

const numberTypes = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(\(.*\))?)$/;

/** The kind of values behind a DuckDB type as `duckdb_columns()` prints it. */
export function columnKind(type: string): ColumnKind {
  if (type.endsWith(']')) return 'list';
  if (numberTypes.test(type)) return 'number';
  if (type === 'VARCHAR' || type.startsWith('ENUM')) return 'text';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return 'time';
  return 'other';
}
