import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { tableToRows } from '../../../shared/wire/columns';
import type { ContestSource } from '../compare/contestSource';
import { type RequestSet, sizeOf } from '../compare/requestSet';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { nullCounts, type TableRows } from '../sql/profile/tableColumn';
import { taken, timesOf } from './chosenRequests';
import { integerCounts } from './integerCounts';
import type { RequestFacts } from './requestFacts';
import { shapeQueries } from './shapeQueries';
import { traffic } from './shapeTraffic';
import { users } from './shapeUsers';

/** Everything that the six plots are drawn from. */
export interface ShapeInput {
  session: Session;
  source: ContestSource;
  slices: SessionSlices;
  facts: RequestFacts;
  slice: string | null;
  signal?: AbortSignal;
}

/** The shape of the log over the requests that a slice selects; missing values are counted in its rows. */
export async function logShape(input: ShapeInput): Promise<LogShape> {
  const { facts, slices, source, slice, signal } = input;
  const set = await slices.select(slice, signal);
  const indexes = set.indexes ?? Uint32Array.from({ length: set.total }, (_, i) => i);
  const lengths = await facts.lengths();
  const missing = await nulls(input, set);
  return {
    requests: sizeOf(set),
    rows: set.rows,
    traffic: await traffic(facts, indexes),
    users: await users(facts, indexes),
    listLength: integerCounts(taken(lengths, indexes)),
    positives: await positives(source, facts, indexes),
    nulls: missing.nulls,
    maturity: await maturity(source, facts, indexes),
    queries: await shapeQueries(facts, source.defaultLabel, missing.query),
  };
}

async function positives(
  { defaultLabel }: ContestSource,
  facts: RequestFacts,
  indexes: Uint32Array,
): Promise<LogShape['positives']> {
  if (defaultLabel === null) return { label: null, perList: null, reason: 'the case has no label' };
  const counts = await facts.positives(defaultLabel);
  return { label: defaultLabel, perList: integerCounts(taken(counts, indexes)), reason: null };
}

async function nulls(
  { session, slices, slice, signal }: ShapeInput,
  set: RequestSet,
): Promise<{ nulls: LogShape['nulls']; query: ShownQuery | null }> {
  const { columns } = await slices.scope();
  const own = columns.filter(
    ({ source, offered, about }) => offered && source.from === 'impressions' && about !== 'label',
  );
  if (own.length === 0) return { nulls: [], query: null };
  const within = slice?.trim() ? await slices.bind(slice) : null;
  const names = own.map(({ source }) => source.column);
  let sql = '';
  const build = (bound: TableRows['columns'], predicate: string | null) => {
    const built = nullCounts(names, { table: 'impressions', key: 'row_id', columns: bound, predicate });
    sql = built.text;
    return built;
  };
  const table = await slices.runOn(within, build, signal);
  const [row] = tableToRows(table);
  const rows = within === null ? session.meta.counts.rows : set.rows;
  const counted = own.map(({ column }, i) => {
    const count = Number(row?.[`n${i}`] ?? 0);
    return { column, nulls: count, share: rows === 0 ? 0 : count / rows };
  });
  return { nulls: counted, query: { what: 'missing values, one column of the log after the other', sql } };
}

async function maturity(
  { matureUntil }: ContestSource,
  facts: RequestFacts,
  indexes: Uint32Array,
): Promise<LogShape['maturity']> {
  const times = await timesOf(facts, indexes);
  return [...matureUntil].map(([label, until]) => {
    if (until === null || typeof times === 'string') return { label, until, mature: null, immature: null };
    const end = Date.parse(until);
    const timed = times.filter((time) => !Number.isNaN(time));
    const mature = timed.filter((time) => time < end).length;
    return { label, until, mature, immature: timed.length - mature };
  });
}
