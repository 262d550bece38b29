import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** By what a table of probabilities or rewards is given, beside the item. */
export interface PolicyKeys {
  position: boolean;
  request: boolean;
}

/** A TEMP table of `policyTable` form: `item`, `value`, and `position` and `request_index` where its keys say so. */
export interface KeyedTable {
  name: string;
  keys: PolicyKeys;
}

/** Where a table is put before its requests are found in the session. */
export const rawTable = 'policy_raw';

/** An empty TEMP `policy_raw` for the columns `item`, `value`, and `position`, `request` where they are there. */
export function createRawTable({ position, request }: PolicyKeys): Sql {
  const keys = `${position ? ', position INTEGER' : ''}${request ? ', request VARCHAR' : ''}`;
  return { text: `CREATE OR REPLACE TEMP TABLE ${rawTable} (item VARCHAR, value DOUBLE${keys})` };
}

/** Where the ranks of a target that is a ranking are put. */
export const ranksTable = 'policy_ranks';

export function createRanks(): Sql {
  return { text: `CREATE OR REPLACE TEMP TABLE ${ranksTable} (row_id INTEGER, rank INTEGER)` };
}

/** TEMP `policy_raw` of a ranking: every row with a rank from 1 gets the probability 1 in that place of its request. */
export function createRankedTable(): Sql {
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${rawTable} AS
SELECT i.item_id AS item, 1::DOUBLE AS value, r.rank AS position, i.request_id AS request
FROM ${ranksTable} r JOIN impressions i USING (row_id) WHERE r.rank >= 1`,
  };
}

/**
 * One row: how many rows of `policy_raw` lack a key (`keyless`), have no number as value (`valueless`), have a value
 * outside [0, 1] (`outside`), and how many keys stand twice (`twice`), with one of them (`example`).
 */
export function rawFaults({ position, request }: PolicyKeys): Sql {
  const keys = ['item', ...(position ? ['position'] : []), ...(request ? ['request'] : [])];
  const missing = keys.map((key) => `${key} IS NULL`).join(' OR ');
  return {
    text: `WITH twins AS (SELECT concat_ws(', ', ${keys.join(', ')}) AS example FROM ${rawTable} GROUP BY ${keys.join(', ')} HAVING count(*) > 1)
SELECT count(*) FILTER (${missing})::DOUBLE AS keyless, count(*) FILTER (value IS NULL OR NOT isfinite(value))::DOUBLE AS valueless,
count(*) FILTER (value < 0 OR value > 1.000001)::DOUBLE AS outside, (SELECT count(*)::DOUBLE FROM twins) AS twice,
(SELECT min(example) FROM twins) AS example, count(*)::DOUBLE AS rows, bool_and(value IN (0, 1)) AS deterministic FROM ${rawTable}`,
  };
}

/** The table from `policy_raw`; of requests that the session lacks nothing is kept. Requests follow each other. */
export function createKeyedTable({ name, keys }: KeyedTable): Sql {
  const columns = `w.item, w.value${keys.position ? ', w.position' : ''}${keys.request ? ', r.request_index' : ''}`;
  const requests = keys.request ? ' JOIN requests r ON r.request_id = w.request ORDER BY r.request_index' : '';
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(name)} AS SELECT ${columns} FROM ${rawTable} w${requests}`,
  };
}

/** TEMP `name` with `mass`, Σ_a of the table's values, by its own context (position and request, where it has them). */
export function createMasses(name: string, table: KeyedTable): Sql {
  return sums(
    name,
    ['sum(t.value ORDER BY t.item) AS mass'],
    `${quoteIdent(table.name)} t`,
    contextOf('t', table.keys),
  );
}

/**
 * TEMP `name` over the pairs of a target and a table of rewards: `direct`, Σ_a π_e(a|x)·q̂(x, a), and `fitted`, the target's
 * probability on actions with a q̂; by the contexts that either of them tells apart.
 */
export function createDirect(name: string, target: KeyedTable, reward: KeyedTable): Sql {
  return pairSums(name, target, reward, 'true', [
    'sum(t.value * o.value ORDER BY t.item) AS direct',
    'sum(t.value ORDER BY t.item) AS fitted',
  ]);
}

/** TEMP `name` with `supported`, the target's probability on actions that the logging policy shows at times. */
export function createSupport(name: string, target: KeyedTable, logging: KeyedTable): Sql {
  return pairSums(name, target, logging, 'o.value > 0', ['sum(t.value ORDER BY t.item) AS supported']);
}

/** The keys of the contexts that two tables together tell apart. */
export function jointKeys(a: PolicyKeys, b: PolicyKeys): PolicyKeys {
  return { position: a.position || b.position, request: a.request || b.request };
}

function pairSums(name: string, target: KeyedTable, other: KeyedTable, where: string, list: readonly string[]): Sql {
  const both = (key: keyof PolicyKeys) => target.keys[key] && other.keys[key];
  const on = [
    't.item = o.item',
    ...(both('position') ? ['t.position = o.position'] : []),
    ...(both('request') ? ['t.request_index = o.request_index'] : []),
  ];
  const from = `${quoteIdent(target.name)} t JOIN ${quoteIdent(other.name)} o ON ${on.join(' AND ')} WHERE ${where}`;
  const rest = {
    position: !target.keys.position && other.keys.position,
    request: !target.keys.request && other.keys.request,
  };
  return sums(name, list, from, [...contextOf('t', target.keys), ...contextOf('o', rest)]);
}

// In the order of the items: sums of doubles depend on it, and the same input gives the same bytes.
function sums(name: string, list: readonly string[], from: string, context: readonly string[]): Sql {
  const group = context.length > 0 ? ` GROUP BY ${context.join(', ')}` : '';
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(name)} AS SELECT ${[...context, ...list].join(', ')} FROM ${from}${group}`,
  };
}

function contextOf(alias: string, { position, request }: PolicyKeys): string[] {
  return [...(request ? [`${alias}.request_index`] : []), ...(position ? [`${alias}.position`] : [])];
}

/** One row: contexts of a table of masses, how many sum to something else than 1 by more than 1e-6, and by how much at most. */
export function massFaults(masses: string): Sql {
  return {
    text: `SELECT count(*)::DOUBLE AS contexts, count(*) FILTER (abs(mass - 1) > 1e-6)::DOUBLE AS off,
coalesce(max(abs(mass - 1)), 0)::DOUBLE AS worst FROM ${quoteIdent(masses)}`,
  };
}

/** One row `partly`: whether the target has mass without a q̂ in some of its contexts. Both tables have the same keys. */
export function partlyFitted(masses: KeyedTable, direct: KeyedTable): Sql {
  const keys = contextOf('m', masses.keys).map((key) => `${key} = d.${key.slice(2)}`);
  const on = keys.length > 0 ? keys.join(' AND ') : 'true';
  return {
    text: `SELECT coalesce(bool_or(m.mass - coalesce(d.fitted, 0) > 1e-9), false) AS partly
FROM ${quoteIdent(masses.name)} m LEFT JOIN ${quoteIdent(direct.name)} d ON ${on}`,
  };
}
