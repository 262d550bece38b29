import { typeClass } from '../../sql/ingest/cells';
import { countNonFinite } from '../../sql/ingest/logRows';
import type { BuildContext } from '../buildContext';
import type { ReadLog } from '../readLog';

/** Counts NaN (stored as missing) and infinities (kept) in the float columns that the session took over. */
export async function checkNonFinite(context: BuildContext, { source, plan }: ReadLog): Promise<void> {
  const planned = [...plan.impressions, ...plan.features];
  const floats = source.columns.filter(
    ({ name, type }) => ['float', 'double'].includes(typeClass(type)) && planned.some((each) => each.source === name),
  );
  if (floats.length === 0) return;
  context.step('Looking for values that are not numbers');
  const names = floats.map((each) => each.name);
  const counts = (await context.db.readOne(countNonFinite(source.relation, names), { signal: context.signal }))!;
  const found = names.map((column, index) => ({
    column,
    nan: Number(counts[`nan_${index}`]),
    infinite: Number(counts[`inf_${index}`]),
  }));
  const scores = new Set(plan.impressions.filter((each) => each.role === 'score').map((each) => each.source));
  report(
    context,
    'nan',
    'NaN values',
    found.filter((each) => each.nan > 0),
    'nan',
    scores,
    'NaN is stored as a missing value.',
  );
  report(
    context,
    'infinite',
    'Infinite values',
    found.filter((each) => each.infinite > 0),
    'infinite',
    scores,
    'They are kept as they are.',
  );
}

type Found = { column: string; nan: number; infinite: number };

function report(
  context: BuildContext,
  id: string,
  title: string,
  found: Found[],
  kind: 'nan' | 'infinite',
  scores: ReadonlySet<string>,
  detail: string,
): void {
  if (found.length === 0) return;
  const count = found.reduce((sum, each) => sum + each[kind], 0);
  const severity = found.some((each) => scores.has(each.column)) ? 'blocks' : 'warns';
  const rows = found.slice(0, 20).map((each) => ({ column: each.column, rows: each[kind] }));
  context.checks.push({ id, severity, title, count, detail, rows });
}
