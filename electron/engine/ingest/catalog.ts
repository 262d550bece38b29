import { asList } from '../../../shared/case/asList';
import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { createCatalog } from '../sql/ingest/catalog';
import { idCell } from '../sql/ingest/cells';
import { countRows, describeRelation, parquetRelation } from '../sql/ingest/readers';
import { dropTable } from '../sql/ingest/staging';
import type { BuildContext } from './buildContext';
import { runCaseQuery } from './caseQuery';
import { faultText, orUnread } from './orUnread';
import type { SourceColumn } from './readers/logSource';

/**
 * Which items are eligible: those of the SELECT `catalog`, else those of `items`; `log` where the case names neither.
 * `unread`: the SELECT could not be run, and nothing takes its place.
 */
export interface BuiltCatalog {
  from: 'catalog' | 'items' | 'log' | 'unread';
  /** Eligible items; 0 of `log` and `unread`. */
  items: number;
}

/** Runs `catalog` into a table of that name. `items` must exist where the case has them. */
export async function buildCatalog(context: BuildContext): Promise<BuiltCatalog> {
  const { db, loaded } = context;
  if (loaded.case.written.catalog === undefined) {
    if (!loaded.case.items) return { from: 'log', items: 0 };
    return { from: 'items', items: Number((await db.readOne(countRows('items')))?.rows) };
  }
  return orUnread<BuiltCatalog>(
    context,
    async () => ({ from: 'catalog', items: await runCatalog(context) }),
    async (fault) => {
      await db.run(dropTable('catalog'));
      context.checks.push({
        id: 'catalog_unread',
        severity: 'warns',
        title: 'The catalog cannot be read',
        count: 1,
        detail: faultText(fault, 'Coverage has no value.'),
        rows: [],
      });
      return { from: 'unread', items: 0 };
    },
  );
}

async function runCatalog(context: BuildContext): Promise<number> {
  const { db, signal, loaded } = context;
  const { inputs, case: resolved } = loaded;
  const { items, users, tables } = inputs;
  const file = await runCaseQuery(context, {
    key: 'catalog',
    name: 'case.yaml, catalog',
    file: loaded.file,
    text: resolved.written.catalog!,
    tables: { ...tables, ...(items.length > 0 && { items }), ...(users.length > 0 && { users }) },
    ids: idColumns(resolved),
  });
  const columns = (await db.readRows(describeRelation(parquetRelation([file])), {
    signal,
  })) as unknown as SourceColumn[];
  const [{ name, type }] = columns as [SourceColumn];
  await db.run(createCatalog(file, idCell(name, type)), { signal });
  const found = Number((await db.readOne(countRows('catalog')))?.rows);
  if (found > 0) return found;
  throw new RankscopeError({ code: 'input', message: 'case.yaml, catalog: the SELECT gives no id.' });
}

function idColumns({ items, users, log }: ResolvedCase): Record<string, string> {
  const ids = { items: items?.id ?? log.columns.item, users: users?.id ?? log.columns.user };
  return Object.fromEntries(
    Object.entries(ids).flatMap(([table, id]) => asList(id ?? []).map((each) => [table, each])),
  );
}
