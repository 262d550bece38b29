import { RankscopeError } from '../../../shared/wire/errors';
import { idCell, plainCell, timeCell, typeClass } from '../sql/ingest/cells';
import { countEntityFaults, createChanges, createEntities, unknownIds } from '../sql/ingest/entityTables';
import type { BuildContext } from './buildContext';
import { guessColumn } from './guessColumn';
import { openFiles, requireColumn, type SourceColumn } from './readers/logSource';

const maxColumns = 100;

/** Builds `items`, `users` and `changes` from the files that the case names. `impressions` must exist. */
export async function buildEntityTables(context: BuildContext, log: { hasUser: boolean } | null): Promise<void> {
  const { case: resolved, inputs } = context.loaded;
  const { items, users } = resolved;
  if (items) {
    const wanted = items.context && [...items.context, ...(items.title ? [items.title] : [])];
    await buildEntities(context, 'items', inputs.items, { id: items.id, wanted });
    await reportUnknown(context, 'items');
  }
  if (users) {
    await buildEntities(context, 'users', inputs.users, { id: users.id, wanted: users.context });
    if (log?.hasUser) await reportUnknown(context, 'users');
  }
  if (inputs.changes) await buildChanges(context, inputs.changes);
}

async function buildEntities(
  context: BuildContext,
  table: 'items' | 'users',
  files: readonly string[],
  { id, wanted }: { id: string | null; wanted: string[] | null },
): Promise<void> {
  const { db, signal } = context;
  context.step(`Reading ${table}`);
  const role = table === 'items' ? 'item' : 'user';
  const logName = context.loaded.case.log.columns[role];
  const source = await openFiles(context, files, 'auto', `${table}_source`, [id ?? logName ?? `${role}_id`]);
  const where = { key: `${table}.id`, file: files[0] };
  const named =
    id ?? source.columns.find((each) => each.name === logName)?.name ?? guessColumn(role, source.columns)?.name;
  const key = requireColumn(source.columns, named ?? logName ?? `${role}_id`, where);
  const free = source.columns.filter((each) => each.name !== key.name && typeClass(each.type) !== 'nested');
  const kept =
    wanted?.map((name) => requireColumn(source.columns, name, { key: `${table}.context`, file: files[0] })) ?? free;
  const columns = kept
    .filter((each) => each.name.toLowerCase() !== `${role}_id` && each.name !== key.name)
    .slice(0, maxColumns)
    .map(({ name, type }) => ({ name, expression: plainCell(name, type) }));
  await db.run(createEntities(table, source.relation, idCell(key.name, key.type), columns), { signal });
  const { twice } = (await db.readOne(countEntityFaults(table, source.relation), { signal }))!;
  if (Number(twice) > 0) {
    const title = `Rows of ${table} without an id, or with one that stands before`;
    context.checks.push({
      id: `${table}_twice`,
      severity: 'warns',
      title,
      count: Number(twice),
      detail: 'The first row of each id is kept.',
      rows: [],
    });
  }
}

async function reportUnknown(context: BuildContext, table: 'items' | 'users'): Promise<void> {
  const { db, signal } = context;
  const { unknown_rows: count } = (await db.readOne(countEntityFaults(table, table), { signal }))!;
  if (Number(count) === 0) return;
  const rows = (await db.readRows(unknownIds(table), { signal })) as { id: string; rows: number }[];
  context.checks.push({
    id: `unknown_${table}`,
    severity: 'warns',
    title: `Rows whose ${table === 'items' ? 'item' : 'user'} is not in ${table}`,
    count: Number(count),
    detail: `Their columns of ${table} are missing values.`,
    rows,
  });
}

const changeColumns = ['kind', 'name', 'from', 'to'] as const;

async function buildChanges(context: BuildContext, file: string): Promise<void> {
  context.step('Reading changes');
  const { timezone } = context.loaded.case.log;
  const source = await openFiles(context, [file], 'auto', 'changes_source');
  const find = (name: string): SourceColumn | undefined =>
    source.columns.find((each) => each.name.toLowerCase() === name);
  const time = find('time') ?? find('date') ?? find('at') ?? find('timestamp');
  if (!time) {
    const message = 'changes: there is no column "time"; expected are time, kind, name, from and to.';
    throw new RankscopeError({ code: 'input', message, where: { file, path: 'changes' } });
  }
  const texts = changeColumns.map((name) => {
    const column = find(name);
    return { name, expression: column ? idCell(column.name, column.type) : 'NULL::VARCHAR' };
  });
  const columns = [{ name: 'time', expression: timeCell(time.name, time.type, timezone, 's') }, ...texts];
  await context.db.run(createChanges(source.relation, columns), { signal: context.signal });
}
