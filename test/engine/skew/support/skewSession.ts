import { onTestFinished } from 'vitest';
import { openLoader } from '../../../../electron/engine/db/open';
import { quoteIdent } from '../../../../electron/engine/db/quote';
import type { Session } from '../../../../electron/engine/session/session';
import { caseSchema } from '../../../../shared/case/caseSchema';
import { resolveCase } from '../../../../shared/case/resolveCase';
import type { SkewKind } from '../../../../shared/skew/numberRule';
import type { SkewValue } from '../../../../shared/skew/pairClass';
import { buildTable } from '../../../../shared/wire/columns';
import type { ColumnType } from '../../../../shared/wire/table';

/** A feature with its values by row; a side that is null lacks it. NaN is written as NULL, as ingest does. */
export interface SkewColumn {
  name: string;
  kind: SkewKind;
  type: 'DOUBLE' | 'FLOAT' | 'BOOLEAN' | 'VARCHAR' | 'TIMESTAMP';
  /** Of the recomputed side, where it is another. */
  other?: SkewColumn['type'];
  fallback?: string | number | boolean;
  s: readonly SkewValue[] | null;
  t: readonly SkewValue[] | null;
}

export interface SkewRows {
  columns: readonly SkewColumn[];
  /** Request of each row, rising. */
  requests: readonly number[];
  /** Hours since 1970 of each row, and whether it was clicked. */
  hours?: readonly number[];
  clicks?: readonly boolean[];
  /** Rows that the recomputed side lacks. */
  lost?: ReadonlySet<number>;
  /** Stores the rows of both sides the wrong way round. */
  reversed?: boolean;
}

/** The tables of a session that skew reads, in memory, until the test ends. */
export async function skewSession(given: SkewRows): Promise<Pick<Session, 'db' | 'case' | 'meta'>> {
  const db = await openLoader(null);
  onTestFinished(() => db.close());
  const ids = given.requests.map((_, row) => row);
  await db.run({
    text: 'CREATE TABLE impressions (row_id INTEGER, request_index INTEGER, time TIMESTAMP, click DOUBLE)',
  });
  await db.append(
    'impressions',
    buildTable({
      row_id: { type: 'i32', values: ids },
      request_index: { type: 'i32', values: given.requests },
      time: { type: 'time', values: ids.map((row) => (given.hours?.[row] ?? 0) * 3_600_000) },
      click: { type: 'f64', values: ids.map((row) => Number(given.clicks?.[row] ?? false)) },
    }),
  );
  const order = given.reversed ? ids.toReversed() : ids;
  await writeSide('features_logged', 's', order);
  await writeSide(
    'features_recomputed',
    't',
    order.filter((row) => !given.lost?.has(row)),
  );

  async function writeSide(table: string, side: 's' | 't', rows: readonly number[]): Promise<void> {
    const columns = given.columns.filter((column) => column[side] !== null);
    const types = columns.map(
      (each) => `${quoteIdent(each.name)} ${side === 't' ? (each.other ?? each.type) : each.type}`,
    );
    await db.run({ text: `CREATE TABLE ${table} (${['row_id INTEGER', ...types].join(', ')})` });
    const cells = columns.map((each) => {
      const type = wireTypes[side === 't' ? (each.other ?? each.type) : each.type];
      return [each.name, { type, values: rows.map((row) => cellOf(each[side]![row]!, type)) }] as const;
    });
    await db.append(table, buildTable({ row_id: { type: 'i32', values: rows }, ...Object.fromEntries(cells) }));
  }

  const defaults = given.columns.flatMap(({ name, fallback }) => (fallback === undefined ? [] : [[name, fallback]]));
  const resolved = resolveCase(
    caseSchema.parse({
      rankscope: 1,
      name: 'Skew',
      log: { path: 'log.csv', columns: { request: 'request', item: 'item' } },
      features: { columns: given.columns.map(({ name }) => name), defaults: Object.fromEntries(defaults) },
      models: [],
    }),
  );
  const featureKinds = Object.fromEntries(given.columns.map(({ name, kind }) => [name, kind]));
  const meta = { featureKinds, columns: ['row_id', 'request_index', 'time', 'click'], checks: [] };
  return { db, case: resolved, meta: meta as unknown as Session['meta'] };
}

const wireTypes = {
  DOUBLE: 'f64',
  FLOAT: 'f32',
  BOOLEAN: 'bool',
  VARCHAR: 'utf8',
  TIMESTAMP: 'time',
} as const satisfies Record<string, ColumnType>;

/** Times are given in seconds. */
function cellOf(value: SkewValue, type: ColumnType): SkewValue {
  if (value === null || Number.isNaN(value)) return null;
  return type === 'time' ? Number(value) * 1000 : value;
}
