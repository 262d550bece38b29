import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import type { PolicySource } from '../../../electron/engine/policy/policySource';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import type { RowUnits } from '../../../shared/estimators/rowUnits';
import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { buildTable } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';

/** One row of a generated log; null where it lacks something. */
export interface BanditRow {
  request: number;
  user: number | null;
  item: string;
  position: number | null;
  propensity: number | null;
  reward: number | null;
  weight: number | null;
  explore: boolean | null;
}

export interface Entry {
  item: string;
  position?: number;
  request?: number;
  value: number;
}

/** What differs between generated logs. */
export interface BanditShape {
  requests: number;
  lists: boolean;
  targetBy: { position: boolean; request: boolean };
  modelBy: { position: boolean; request: boolean };
  weights: boolean;
  /** Some rows lack a propensity, a reward, a position or a weight, or were not left to chance. */
  faults: boolean;
}

const items = ['a', 'é', '10', '😀', 'b'];
const places = 3;

/** A log with a target and a reward model that lack some of its items and places. */
export function randomBandit(random: RandomSource, shape: BanditShape) {
  const rows: BanditRow[] = [];
  const maybe = (share: number) => shape.faults && nextUnit(random) < share;
  for (let request = 0; request < shape.requests; request++) {
    const user = random.next(5) === 0 ? null : random.next(Math.ceil(shape.requests / 3));
    const count = shape.lists ? 1 + random.next(places) : 1;
    const shown = items.slice(random.next(2), 5).slice(0, count);
    shown.forEach((item, k) => {
      rows.push({
        request,
        user,
        item,
        position: maybe(0.1) ? null : shape.lists ? k + 1 : 1 + random.next(places),
        propensity: maybe(0.1) ? [null, 0, 1.5][random.next(3)]! : (1 + random.next(10)) / 20,
        reward: maybe(0.1) ? null : random.next(3) - 0.5,
        weight: maybe(0.1) ? [null, 0][random.next(2)]! : 1 + random.next(4),
        explore: !maybe(0.3),
      });
    });
  }
  const inOrder = rows.toSorted(
    (a, b) => a.request - b.request || (a.position ?? 99) - (b.position ?? 99) || (a.item < b.item ? -1 : 1),
  );
  return {
    shape,
    rows: inOrder,
    target: entries(random, shape, shape.targetBy, () => nextUnit(random)),
    model: entries(random, shape, shape.modelBy, () => nextUnit(random) * 2),
  };
}

export type RandomBandit = ReturnType<typeof randomBandit>;

function entries(
  random: RandomSource,
  { requests }: BanditShape,
  by: { position: boolean; request: boolean },
  value: () => number,
): Entry[] {
  const contexts = Array.from({ length: by.request ? requests : 1 }, (_, request) => request);
  return contexts.flatMap((request) =>
    Array.from({ length: by.position ? places : 1 }, (_, k) => k + 1).flatMap((position) =>
      [...items, 'never logged']
        .filter(() => random.next(6) !== 0)
        .map((item) => ({ item, value: value(), ...(by.position && { position }), ...(by.request && { request }) })),
    ),
  );
}

export function entryTable(list: readonly Entry[]): Table {
  const [first] = list;
  return buildTable({
    item: { type: 'utf8', values: list.map(({ item }) => item) },
    value: { type: 'f64', values: list.map(({ value }) => value) },
    ...(first?.position !== undefined && { position: { type: 'i32', values: list.map(({ position }) => position!) } }),
    ...(first?.request !== undefined && {
      request: { type: 'utf8', values: list.map(({ request }) => `r${request}`) },
    }),
  });
}

/** The log in a database in memory with the session's tables. Close it after use. */
export async function banditSource({ rows, shape }: Pick<RandomBandit, 'rows' | 'shape'>): Promise<PolicySource> {
  const db = await openLoader(null);
  const keys = [...new Set(rows.map(({ item }) => item))];
  await db.run({
    text: `CREATE TABLE impressions (row_id INTEGER, request_index INTEGER, item_key INTEGER, request_id VARCHAR, item_id VARCHAR,
position INTEGER, propensity DOUBLE, click DOUBLE, weight DOUBLE, explore BOOLEAN)`,
  });
  await db.append(
    'impressions',
    buildTable({
      row_id: { type: 'i32', values: rows.map((_, i) => i) },
      request_index: { type: 'i32', values: rows.map(({ request }) => request) },
      item_key: { type: 'i32', values: rows.map(({ item }) => keys.indexOf(item)) },
      request_id: { type: 'utf8', values: rows.map(({ request }) => `r${request}`) },
      item_id: { type: 'utf8', values: rows.map(({ item }) => item) },
      position: { type: 'i32', values: rows.map(({ position }) => position) },
      propensity: { type: 'f64', values: rows.map(({ propensity }) => propensity) },
      click: { type: 'f64', values: rows.map(({ reward }) => reward) },
      weight: { type: 'f64', values: rows.map(({ weight }) => weight) },
      explore: { type: 'bool', values: rows.map(({ explore }) => explore) },
    }),
  );
  await writeRequests(db, rows);
  return {
    db,
    rows: rows.length,
    requests: shape.requests,
    columns: ['row_id', 'position', 'propensity', 'click', 'weight', 'explore'],
    hasPositions: true,
    hasUsers: true,
    propensity: 'propensity',
    kind: 'marginal',
    randomized: shape.faults ? 'explore' : null,
    weight: shape.weights ? 'weight' : null,
    rewards: new Map([['click', 'click']]),
  };
}

async function writeRequests(db: Database, rows: readonly BanditRow[]): Promise<void> {
  await db.run({ text: 'CREATE TABLE requests (request_index INTEGER, request_id VARCHAR, user_id VARCHAR)' });
  const firsts = rows.filter(({ request }, i) => rows[i - 1]?.request !== request);
  await db.append(
    'requests',
    buildTable({
      request_index: { type: 'i32', values: firsts.map(({ request }) => request) },
      request_id: { type: 'utf8', values: firsts.map(({ request }) => `r${request}`) },
      user_id: { type: 'utf8', values: firsts.map(({ user }) => (user === null ? null : `u${user}`)) },
    }),
  );
}

/** The rows that may be used and what estimators take of them, by the definitions, one row after the other. */
export function slowRows({ rows, target, model, shape }: RandomBandit): {
  logged: LoggedRows;
  units: RowUnits;
  used: BanditRow[];
} {
  const used = rows.filter(
    ({ position, propensity, reward, weight, explore }) =>
      (explore || !shape.faults) &&
      position !== null &&
      propensity !== null &&
      propensity > 0 &&
      propensity <= 1 &&
      reward !== null &&
      (!shape.weights || (weight !== null && weight > 0)),
  );
  const fits = (entry: Entry, row: BanditRow) =>
    (entry.position === undefined || entry.position === row.position) &&
    (entry.request === undefined || entry.request === row.request);
  const valueIn = (list: readonly Entry[], row: BanditRow, item: string) =>
    list.find((entry) => entry.item === item && fits(entry, row))?.value ?? 0;
  const direct = (row: BanditRow) =>
    target
      .filter((entry) => fits(entry, row))
      .reduce((sum, { item, value }) => sum + value * valueIn(model, row, item), 0);
  const unitNames = used.map(({ user, request }) => (user === null ? `r${request}` : `u${user}`));
  const dense = [...new Set(unitNames)];
  return {
    used,
    logged: {
      weights: Float64Array.from(used, (row) => valueIn(target, row, row.item) / row.propensity!),
      rewards: Float64Array.from(used, ({ reward }) => reward!),
      fitted: Float64Array.from(used, (row) => valueIn(model, row, row.item)),
      direct: Float64Array.from(used, direct),
      matches: null,
      counts: shape.weights ? Float64Array.from(used, ({ weight }) => weight!) : null,
    },
    units: { codes: Int32Array.from(unitNames, (name) => dense.indexOf(name)), count: dense.length },
  };
}
