import { isNumeric, type TypeClass, typeClass } from '../../sql/ingest/cells';
import { columnFacts as factsOf } from '../../sql/init/columnFacts';
import type { BuildContext } from '../buildContext';
import type { SourceColumn } from '../readers/logSource';

/** What is known of a column from a sample. Numbers are null for columns that hold none. */
export interface ColumnFacts extends SourceColumn {
  kind: TypeClass;
  /** Rows of the sample, rows with a value, and different values among them. */
  rows: number;
  filled: number;
  distinct: number;
  /** Finite values only. */
  min: number | null;
  max: number | null;
  /** Whether every number is a whole one. */
  whole: boolean;
  /** Text only: shares of values that read as a time and that are JSON objects. */
  times: number;
  json: number;
}

const batch = 50;

/** Facts of every column of a sampled table, in the order of `columns`. */
export async function columnFacts(
  context: BuildContext,
  table: string,
  columns: readonly SourceColumn[],
  rows: number,
): Promise<ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  const flat = columns.filter(({ type }) => typeClass(type) !== 'nested');
  for (let from = 0; from < flat.length; from += batch) {
    const some = flat.slice(from, from + batch);
    const row = (await context.db.readOne(factsOf(table, some), { signal: context.signal }))!;
    some.forEach((column, index) => {
      const number = (name: string) => {
        const value = row[`${name}_${index}`];
        return value === null || value === undefined ? null : Number(value);
      };
      facts.push({
        ...column,
        kind: typeClass(column.type),
        rows,
        filled: number('filled') ?? 0,
        distinct: number('distinct') ?? 0,
        min: number('min'),
        max: number('max'),
        whole: isNumeric(column.type) && row[`whole_${index}`] === true,
        times: number('times') ?? 0,
        json: number('json') ?? 0,
      });
    });
  }
  return facts;
}

/** Whether a column can hold ids: text, whole numbers, UUIDs. */
export function isIdLike({ kind, whole }: ColumnFacts): boolean {
  return kind === 'text' || kind === 'integer' || (whole && kind !== 'bool');
}

/** Whether a column only counts its rows: whole numbers from 0 or 1 on, each once. */
export function isRowNumber({ whole, rows, filled, distinct, min, max }: ColumnFacts): boolean {
  return (
    whole && rows > 1 && filled === rows && distinct === rows && (min === 0 || min === 1) && max! - min! === rows - 1
  );
}

/** Whether a column is 0, 1 or nothing. */
export function isBinary({ kind, whole, min, max }: ColumnFacts): boolean {
  return kind === 'bool' || (whole && min !== null && min >= 0 && max! <= 1);
}
