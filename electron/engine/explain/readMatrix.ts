import type { FeatureRows } from '../../../shared/explain/batchScorer';
import { seededRandom } from '../../../shared/stats/random';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { featuresOfRows } from '../sql/explain/explainRows';
import { featurePage, featureRange } from '../sql/scoring/scoreTables';
import type { OpenScorer } from './openScorer';

/** Features of some rows of the log: as the model is fed, and as the log has them (NaN where it has none). */
export interface LoggedRows {
  fed: FeatureRows;
  logged: FeatureRows;
}

type Fields = Pick<OpenScorer, 'fields' | 'fills'>;

/** The features of the rows with `first <= row_id < last`. */
export async function readRange(
  db: Queries,
  fields: Fields,
  { first, last }: { first: number; last: number },
  signal?: AbortSignal,
): Promise<LoggedRows> {
  const cells = distinct(fields).map((column) => ({ column, element: null, cast: null, key: column }));
  return toMatrix(await db.read(featurePage('logged', cells, { first, last }), { signal }), fields);
}

/** At most `count` rows of the log, drawn without replacement; the same for the same seed and log. */
export async function readSample(
  db: Queries,
  fields: Fields,
  count: number,
  seed: number,
  signal?: AbortSignal,
): Promise<LoggedRows> {
  const range = (await db.readOne(featureRange(), { signal }))!;
  const [first, last] = [Number(range.first), Number(range.last)];
  const ids = last - first <= count ? null : drawIds(first, last, count, seed);
  if (!ids) return readRange(db, fields, { first, last }, signal);
  return toMatrix(await db.read(featuresOfRows(distinct(fields), ids), { signal }), fields);
}

function drawIds(first: number, last: number, count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const ids = new Set<number>();
  while (ids.size < count) ids.add(first + random.next(last - first));
  return [...ids].sort((a, b) => a - b);
}

function distinct({ fields }: Fields): string[] {
  return [...new Set(fields)];
}

function toMatrix(table: Table, { fields, fills }: Fields): LoggedRows {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const logged = fields.map((field) => numbersOf(byName.get(field)!));
  const fed = logged.map((values, at) =>
    Number.isNaN(fills[at]!) ? values : values.map((value) => (Number.isNaN(value) ? fills[at]! : value)),
  );
  return { fed: { rows: table.rows, columns: fed }, logged: { rows: table.rows, columns: logged } };
}

function numbersOf(column: Column): Float64Array {
  if (column.type === 'utf8' || column.type === 'dict') {
    throw new RankscopeError({
      code: 'unsupported',
      message: `The model takes the feature "${column.name}" as text; explanations are built for numbers.`,
    });
  }
  const { data, valid } = column;
  return Float64Array.from(data, (value, row) => (!valid || (valid[row >> 3]! >> (row & 7)) & 1 ? value : Number.NaN));
}
