import { typeClass } from '../../sql/ingest/cells';
import { columnStatistics, countNonFinite } from '../../sql/ingest/logRows';
import type { BuildContext } from '../buildContext';
import type { PlannedColumn } from '../planColumns';
import type { ReadLog } from '../readLog';

/** Counts NaN (stored as missing) and infinities (kept) in the float columns that the session took over. */
export async function checkNonFinite(context: BuildContext, log: ReadLog): Promise<void> {
  const { source, plan } = log;
  const floats = new Set(
    source.columns.filter(({ type }) => ['float', 'double'].includes(typeClass(type))).map((each) => each.name),
  );
  const isFloat = (each: PlannedColumn) => floats.has(each.source);
  const names = [
    ...(await suspects(context, 'impressions', plan.impressions.filter(isFloat))),
    ...(await suspects(context, 'features_logged', plan.features.filter(isFloat))),
  ];
  if (names.length === 0) return;
  context.step('Looking for values that are not numbers');
  const counts = (await context.db.readOne(countNonFinite(source.relation, names), { signal: context.signal }))!;
  const found = names.map((column, index) => ({
    column,
    nan: Number(counts[`nan_${index}`]),
    infinite: Number(counts[`inf_${index}`]),
  }));
  const scores = new Set(plan.impressions.filter((each) => each.role === 'score').map((each) => each.source));
  report(context, found, 'nan', scores);
  report(context, found, 'infinite', scores);
}

// A stored column without NULL held no NaN, and its smallest and largest value tell of infinities: no need to count.
async function suspects(context: BuildContext, table: string, planned: readonly PlannedColumn[]): Promise<string[]> {
  if (planned.length === 0) return [];
  const statistics = (await context.db.readOne(
    columnStatistics(
      table,
      planned.map((each) => each.name),
    ),
  ))!;
  return planned
    .filter((_, index) => {
      const text = String(statistics[`s${index}`] ?? '');
      return !/Has Null: false/.test(text) || /(Min|Max): -?inf/i.test(text) || !/Min: /.test(text);
    })
    .map((each) => each.source);
}

type Found = { column: string; nan: number; infinite: number };

const words = {
  nan: { title: 'NaN values', detail: 'NaN is stored as a missing value.' },
  infinite: { title: 'Infinite values', detail: 'They are kept as they are.' },
} as const;

function report(
  context: BuildContext,
  all: readonly Found[],
  kind: 'nan' | 'infinite',
  scores: ReadonlySet<string>,
): void {
  const found = all.filter((each) => each[kind] > 0);
  if (found.length === 0) return;
  const count = found.reduce((sum, each) => sum + each[kind], 0);
  const severity = found.some((each) => scores.has(each.column)) ? 'blocks' : 'warns';
  const rows = found.slice(0, 20).map((each) => ({ column: each.column, rows: each[kind] }));
  context.checks.push({ id: kind, severity, count, rows, ...words[kind] });
}
