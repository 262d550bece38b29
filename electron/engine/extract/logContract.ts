import type { LogRole } from '../../../shared/case/resolvedCase';
import type { ContractColumn, LogContract } from '../../../shared/schemas/logContract';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Cell } from '../../../shared/wire/table';
import { missingRoles } from '../ingest/init/missingRoles';
import { roleColumns } from '../ingest/roles';
import type { Session } from '../session/session';
import { sessionColumns } from '../sql/data/tables';
import { contractFacts, distinctValues, type SessionColumn } from '../sql/extract/contractFacts';
import { isNumeric, typeClass } from '../sql/ingest/cells';

type Planned = Pick<ContractColumn, 'column' | 'role' | 'use'> & { stored: SessionColumn };
type Bounds = Pick<ContractColumn, 'min' | 'max' | 'above' | 'values' | 'range'>;

const noBounds: Bounds = { min: null, max: null, above: null, values: null, range: 'none' };
const flags: Bounds = { ...noBounds, min: 0, max: 1, range: 'rule' };

/** What a role's values must be, whatever the log holds. */
const rules: Partial<Record<LogRole, { type: ContractColumn['type']; bounds: Bounds }>> = {
  position: { type: 'whole', bounds: { ...noBounds, min: 1, range: 'rule' } },
  propensity: { type: 'number', bounds: { ...noBounds, above: 0, max: 1, range: 'rule' } },
  click: { type: 'flag', bounds: flags },
  conversion: { type: 'flag', bounds: flags },
  viewed: { type: 'flag', bounds: flags },
  weight: { type: 'number', bounds: { ...noBounds, above: 0, range: 'rule' } },
};

const maxValues = 20;

/** The schema of a case's log: columns under the log's own names, with type, nulls and ranges as rule or as seen. */
export async function logContract(session: Session, signal?: AbortSignal): Promise<LogContract> {
  const planned = await plannedColumns(session);
  if (planned.length === 0) {
    throw new RankscopeError({
      code: 'input',
      message: `${session.case.name} has no log of its own: its rows come from runs, so there is nothing for serving to log.`,
    });
  }
  const columns: ContractColumn[] = [];
  for (const table of ['impressions', 'features_logged'] as const) {
    const some = planned.filter(({ stored }) => stored.table === table);
    if (some.length > 0) columns.push(...(await describe(session, table, some, signal)));
  }
  const roles = new Set<string>(Object.keys(session.case.log.columns));
  const missing = missingRoles(roles, true, session.case.labels.length > 0);
  return { version: 1, case: session.case.name, columns, missing };
}

async function plannedColumns({ db, meta, case: resolved }: Session): Promise<Planned[]> {
  const stored = new Map<string, SessionColumn>();
  for (const row of await db.readRows(sessionColumns())) {
    const table = String(row.table_name);
    if (table !== 'impressions' && table !== 'features_logged') continue;
    stored.set(`${table}.${row.column_name}`, { table, name: String(row.column_name), type: String(row.data_type) });
  }
  const planned: Planned[] = [];
  const add = (
    column: string,
    role: string | null,
    use: Planned['use'],
    table: SessionColumn['table'],
    name: string,
  ) => {
    const found = stored.get(`${table}.${name}`);
    if (found && !planned.some((each) => each.stored === found)) planned.push({ column, role, use, stored: found });
  };
  if (meta.columns.length === 0 && meta.features.length === 0) return [];
  for (const [role, column] of Object.entries(resolved.log.columns) as [LogRole, string][]) {
    add(column, role, 'role', 'impressions', roleColumns[role].column);
  }
  for (const [key, column] of Object.entries(resolved.log.versions)) {
    add(column, `versions.${key}`, 'version', 'impressions', `version:${key}`);
  }
  for (const { name, column } of resolved.outcomes) add(column, name, 'outcome', 'impressions', `outcome:${name}`);
  const own = new Set(['request_id', 'item_id', ...Object.values(roleColumns).map((each) => each.column)]);
  for (const name of meta.columns)
    if (!own.has(name) && !name.includes(':')) add(name, null, 'context', 'impressions', name);
  for (const name of meta.features) add(name, null, 'feature', 'features_logged', name);
  return planned;
}

async function describe(
  { db }: Session,
  table: SessionColumn['table'],
  planned: readonly Planned[],
  signal: AbortSignal | undefined,
): Promise<ContractColumn[]> {
  const stored = planned.map((each) => each.stored);
  const facts = (await db.readOne(contractFacts(table, stored), { signal }))!;
  const columns: ContractColumn[] = [];
  for (const [index, { column, role, use, stored: own }] of planned.entries()) {
    const nullable = Number(facts[`filled_${index}`]) < Number(facts.rows);
    const rule = use === 'role' ? rules[role as LogRole] : undefined;
    const type = rule?.type ?? typeOf(own, role, facts, index);
    const few = type === 'text' && Number(facts[`distinct_${index}`]) <= maxValues;
    const values = few
      ? (await db.readRows(distinctValues(own, maxValues + 1), { signal })).map((row) => String(row.value))
      : [];
    const seen = values.length > 0 && values.length <= maxValues ? values : null;
    const [low, high] = [numberOf(facts[`min_${index}`]), numberOf(facts[`max_${index}`])];
    const bounds = rule?.bounds ?? seenBounds(type, low, high, seen);
    columns.push({ column, role, use, type, nullable, ...bounds, low, high });
  }
  return columns;
}

function typeOf({ type }: SessionColumn, role: string | null, facts: Record<string, Cell>, index: number) {
  const kind = typeClass(type);
  if (kind === 'bool') return 'boolean';
  if (kind === 'timestamp' || kind === 'timestamptz' || kind === 'date') return 'time';
  if (isNumeric(type)) return facts[`whole_${index}`] === true ? 'whole' : 'number';
  return role !== null && roleColumns[role as LogRole]?.kind === 'id' ? 'id' : 'text';
}

function seenBounds(
  type: ContractColumn['type'],
  low: number | null,
  high: number | null,
  values: string[] | null,
): Bounds {
  if (values) return { ...noBounds, values, range: 'seen' };
  if (low === null || high === null || type === 'boolean' || type === 'time') return noBounds;
  return { ...noBounds, min: low, max: high, range: 'seen' };
}

function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
