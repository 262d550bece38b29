import type { BuildContext } from '../ingest/buildContext';
import type { BuiltTables } from '../ingest/buildTables';
import { countLabels } from '../sql/ingest/metaTables';
import { roleReasons } from './roleReasons';
import type { SessionMeta } from './sessionMeta';

type Described = Pick<
  SessionMeta,
  | 'counts'
  | 'union'
  | 'roles'
  | 'labels'
  | 'checks'
  | 'warnings'
  | 'features'
  | 'featureKinds'
  | 'featureGroups'
  | 'columns'
  | 'itemSources'
>;

/** Counts, roles, labels and columns of the tables that a build has made. */
export async function describeTables(context: BuildContext, tables: BuiltTables): Promise<Described> {
  const resolved = context.loaded.case;
  const plan = tables.log?.plan;
  const labels = await describeLabels(context, tables.positives);
  if (context.refusedCount > 0) {
    context.checks.unshift({
      id: 'refused_rows',
      severity: 'warns',
      title: 'Rows that could not be read',
      count: context.refusedCount,
      detail: 'They are kept in refused_rows with file, line and reason, and counted nowhere else.',
      rows: context.refused.slice(0, 20).map((each) => ({ ...each })),
    });
  }
  return {
    counts: { ...context.counts, refusedRows: context.refusedCount },
    union: tables.union,
    roles: roleReasons(resolved, plan ?? null),
    labels,
    checks: context.checks,
    warnings: context.warnings,
    features: (plan?.features ?? []).map((each) => each.name),
    featureKinds: Object.fromEntries((plan?.features ?? []).map((each) => [each.name, each.kind ?? 'number'])),
    featureGroups: plan?.groups ?? {},
    columns: (plan?.impressions ?? []).map((each) => each.name),
    itemSources: tables.itemSources,
  };
}

async function describeLabels(
  context: BuildContext,
  known?: ReadonlyMap<string, number>,
): Promise<SessionMeta['labels']> {
  const { labels } = context.loaded.case;
  if (labels.length === 0) return [];
  if (known) {
    return labels.map(({ name, source, behavioral }) => ({
      name,
      source,
      behavioral,
      positives: known.get(name) ?? 0,
    }));
  }
  const counts = (await context.db.readOne(countLabels(labels.map((each) => `label:${each.name}`)), {
    signal: context.signal,
  }))!;
  return labels.map(({ name, source, behavioral }, index) => ({
    name,
    source,
    behavioral,
    positives: Number(counts[`positive_${index}`]),
  }));
}
