import { countText } from '../../../shared/estimators/countText';
import { columnOf } from '../../../shared/wire/columns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Table } from '../../../shared/wire/table';
import type { Connection } from '../db/connection';
import type { PolicyLookups, TargetLookup } from '../sql/policy/policyRows';
import {
  createDirect,
  createKeyedTable,
  createMasses,
  createRankedTable,
  createRanks,
  createRawTable,
  createSupport,
  jointKeys,
  type KeyedTable,
  massFaults,
  type PolicyKeys,
  partlyFitted,
  ranksTable,
  rawFaults,
  rawTable,
} from '../sql/policy/policyTables';
import type { PolicyOptions, PolicyTable, TargetPolicy } from './policyOptions';
import type { PolicySource } from './policySource';

/** The tables of a call on its own connection, and what is known of each target beside. */
export interface LoadedTables extends PolicyLookups {
  facts: TargetFacts[];
}

export interface TargetFacts {
  name: string;
  /** Every probability is 0 or 1. */
  deterministic: boolean;
  byRequest: boolean;
  places: number;
  placesOff: number;
  worstSum: number;
}

/** Puts targets, rewards and the logging policy into TEMP tables and sums them by context. Faults are `input` errors. */
export async function loadTables(
  db: Connection,
  source: PolicySource,
  { target, versus, rewardModel, logging }: PolicyOptions,
  signal?: AbortSignal,
): Promise<LoadedTables> {
  const load = (table: TargetPolicy, name: string, what: Subject) => loadTable(db, source, table, name, what, signal);
  const reward = rewardModel ? (await load(rewardModel, 'policy_reward', 'reward')).table : null;
  const logged = logging ? (await load(logging, 'policy_logging', 'policy')).table : null;
  const targets: TargetLookup[] = [];
  const facts: TargetFacts[] = [];
  for (const [n, policy] of [target, ...(versus ? [versus] : [])].entries()) {
    const { table, deterministic } = await load(policy, `policy_target_${n}`, 'policy');
    const lookup = await sumTarget(db, table, { n, reward, logged }, signal);
    targets.push(lookup);
    const { contexts, off, worst } = (await db.readOne(massFaults(lookup.masses.name), { signal }))!;
    const sums = { places: Number(contexts), placesOff: Number(off), worstSum: Number(worst) };
    facts.push({ name: policy.name, deterministic, byRequest: table.keys.request, ...sums });
  }
  return { targets, reward, logging: logged && { table: logged, masses: await sumMasses(db, logged, signal) }, facts };
}

/** A target's sums by context: of itself, over the pairs with rewards, and over what the log can show. */
async function sumTarget(
  db: Connection,
  table: KeyedTable,
  { n, reward, logged }: { n: number; reward: KeyedTable | null; logged: KeyedTable | null },
  signal?: AbortSignal,
): Promise<TargetLookup> {
  const masses = await sumMasses(db, table, signal);
  const lookup: TargetLookup = { table, masses, direct: null, support: null, partlyFitted: false };
  if (logged) {
    lookup.support = { name: `policy_support_${n}`, keys: jointKeys(table.keys, logged.keys) };
    await db.run(createSupport(lookup.support.name, table, logged), { signal });
  }
  if (reward) {
    lookup.direct = { name: `policy_direct_${n}`, keys: jointKeys(table.keys, reward.keys) };
    await db.run(createDirect(lookup.direct.name, table, reward), { signal });
    const finer =
      lookup.direct.keys.position !== table.keys.position || lookup.direct.keys.request !== table.keys.request;
    lookup.partlyFitted = finer || (await db.readOne(partlyFitted(masses, lookup.direct), { signal }))!.partly === true;
  }
  return lookup;
}

async function sumMasses(db: Connection, table: KeyedTable, signal?: AbortSignal): Promise<KeyedTable> {
  const masses = { name: `${table.name}_mass`, keys: table.keys };
  await db.run(createMasses(masses.name, table), { signal });
  return masses;
}

type Subject = 'policy' | 'reward';

async function loadTable(
  db: Connection,
  { hasPositions }: PolicySource,
  policy: TargetPolicy,
  name: string,
  what: Subject,
  signal?: AbortSignal,
): Promise<{ table: KeyedTable; deterministic: boolean }> {
  const keys = await fillRaw(db, policy, signal);
  if (keys.position && !hasPositions) {
    throw fault(policy.name, 'it is by position, and the log has no positions', 'Leave the column "position" out.');
  }
  const faults = (await db.readOne(rawFaults(keys), { signal }))!;
  refuseFaults(policy.name, what, faults);
  const table = { name, keys };
  await db.run(createKeyedTable(table), { signal });
  return { table, deterministic: faults.deterministic === true };
}

async function fillRaw(db: Connection, policy: TargetPolicy, signal?: AbortSignal): Promise<PolicyKeys> {
  if ('ranks' in policy) {
    await db.run(createRanks(), { signal });
    await db.append(ranksTable, rankTable(policy.ranks), { signal });
    await db.run(createRankedTable(), { signal });
    return { position: true, request: true };
  }
  const names = policy.table.columns.map(({ name }) => name);
  const keys = { position: names.includes('position'), request: names.includes('request') };
  await db.run(createRawTable(keys), { signal });
  await db.append(rawTable, rawColumns(policy, keys), { signal });
  return keys;
}

function rankTable(ranks: Int32Array): Table {
  const rowIds = Int32Array.from(ranks.keys());
  return {
    rows: ranks.length,
    columns: [
      { name: 'row_id', type: 'i32', data: rowIds },
      { name: 'rank', type: 'i32', data: ranks },
    ],
  };
}

function rawColumns({ table }: PolicyTable, { position, request }: PolicyKeys): Table {
  const names = ['item', 'value', ...(position ? ['position'] : []), ...(request ? ['request'] : [])];
  return { rows: table.rows, columns: names.map((name) => columnOf(table, name)) };
}

function refuseFaults(name: string, what: Subject, faults: Record<string, unknown>): void {
  const refuse = (key: string, reason: string, hint: string) => {
    const rows = Number(faults[key]);
    if (rows > 0) throw fault(name, `${reason} in ${countText(rows, 'row')}`, hint);
  };
  if (Number(faults.rows) === 0) throw fault(name, 'it has no rows', 'It needs an item and a number a row.');
  refuse('keyless', 'the item, position or request is missing', 'Every row needs all keys of the table.');
  refuse('valueless', 'there is no number', 'Leave the rows out.');
  if (what === 'policy') refuse('outside', 'there is no probability', 'Probabilities lie between 0 and 1.');
  if (Number(faults.twice) > 0) {
    const hint = 'One item has one number in one place. A table by request needs the column "request".';
    throw fault(name, `(${String(faults.example)}) stands in it more than once`, hint);
  }
}

function fault(name: string, reason: string, hint: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `The table "${name}" cannot be used: ${reason}.`, hint });
}
