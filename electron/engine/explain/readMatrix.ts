import type { FeatureRows } from '../../../shared/explain/batchScorer';
import { seededRandom } from '../../../shared/stats/random';
import { cellAt, rowsOf } from '../../../shared/wire/columns';
import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import type { PlannedCell } from '../scoring/planCells';
import { sampledRows } from '../sql/explain/explainRows';
import { featurePage, featureRange, presentKey } from '../sql/scoring/scoreTables';
import type { OpenScorer } from './openScorer';
import type { TextCodes } from './textCodes';

/** Features of some rows of the log: as the model is fed, and as the log has them (NaN where it has none). */
export interface LoggedRows {
  fed: FeatureRows;
  logged: FeatureRows;
  /** 0 where a row has no features at all. */
  present: Uint8Array;
}

type Wanted = Pick<OpenScorer, 'source' | 'cells' | 'texts'>;

/** The features of the rows with `first <= row_id < last`. */
export async function readRange(
  db: Queries,
  wanted: Wanted,
  range: { first: number; last: number },
  signal?: AbortSignal,
): Promise<LoggedRows> {
  return toMatrix(await db.read(pageSql(wanted, range), { signal }), wanted);
}

/** At most `count` rows of the log, drawn without replacement; the same for the same seed and log. */
export async function readSample(
  db: Queries,
  wanted: Wanted,
  count: number,
  seed: number,
  signal?: AbortSignal,
): Promise<LoggedRows> {
  const found = (await db.readOne(featureRange(), { signal }))!;
  const range = { first: Number(found.first), last: Number(found.last) };
  if (range.last - range.first <= count) return readRange(db, wanted, range, signal);
  const sql = sampledRows(pageSql(wanted, range), drawIds(range, count, seed));
  return toMatrix(await db.read(sql, { signal }), wanted);
}

function pageSql({ source, cells }: Wanted, range: { first: number; last: number }) {
  const distinct = new Map(cells.map((cell) => [cell.key, cell]));
  return featurePage(source.source, [...distinct.values()], range, source.places);
}

function drawIds({ first, last }: { first: number; last: number }, count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const ids = new Set<number>();
  while (ids.size < count) ids.add(first + random.next(last - first));
  return [...ids].sort((a, b) => a - b);
}

function toMatrix(table: Table, { cells, texts }: Wanted): LoggedRows {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const logged = cells.map(({ key }, at) => numbersOf(byName.get(key)!, texts[at]!));
  const fed = logged.map((values, at) => filled(values, cells[at]!, texts[at]!));
  const present = byName.get(presentKey);
  return {
    fed: { rows: table.rows, columns: fed },
    logged: { rows: table.rows, columns: logged },
    present: present
      ? Uint8Array.from({ length: table.rows }, (_, row) => (cellAt(present, row) ? 1 : 0))
      : new Uint8Array(table.rows).fill(1),
  };
}

function numbersOf(column: Column, codes: TextCodes | null): Float64Array {
  if (codes) return Float64Array.from({ length: rowsOf(column) }, (_, row) => codes.codeOf(textAt(column, row)));
  if (column.type === 'utf8' || column.type === 'dict') {
    return Float64Array.from({ length: rowsOf(column) }, (_, row) => Number(cellAt(column, row) ?? Number.NaN));
  }
  const { data, valid } = column;
  return Float64Array.from(data, (value, row) => (!valid || (valid[row >> 3]! >> (row & 7)) & 1 ? value : Number.NaN));
}

function textAt(column: Column, row: number): string | null {
  const cell = cellAt(column, row);
  return cell === null ? null : String(cell);
}

function filled(values: Float64Array, { fill }: PlannedCell, codes: TextCodes | null): Float64Array {
  if (fill === undefined) return values;
  const value = codes ? codes.codeOf(String(fill)) : Number(fill);
  return Number.isNaN(value) ? values : values.map((each) => (Number.isNaN(each) ? value : each));
}
