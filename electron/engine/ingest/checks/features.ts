import { columnStatistics } from '../../sql/ingest/logRows';
import type { BuildContext } from '../buildContext';

/** Features without any value, and features with one value throughout, by what the storage knows of its columns. */
export async function checkFeatures(context: BuildContext, features: readonly string[]): Promise<void> {
  const { db, signal, checks, counts } = context;
  if (features.length === 0 || counts.logRows < 2) return;
  const statistics = (await db.readOne(columnStatistics('features_logged', features), { signal }))!;
  const empty: string[] = [];
  const constant: string[] = [];
  features.forEach((name, index) => {
    const text = String(statistics[`s${index}`] ?? '');
    const range = /\[Min: (.*?), Max: (.*?)\]\[/.exec(text);
    if (/Has No Null: false/.test(text)) empty.push(name);
    else if (range && range[1] === range[2] && /Has Null: false/.test(text)) constant.push(name);
  });
  const add = (id: string, title: string, names: string[], detail: string) => {
    const rows = names.slice(0, 20).map((feature) => ({ feature }));
    if (names.length > 0) checks.push({ id, severity: 'warns', title, count: names.length, detail, rows });
  };
  add(
    'features_empty',
    'Features without any value',
    empty,
    'The column may have been renamed, or its pipeline stopped.',
  );
  add(
    'features_constant',
    'Features with one value only',
    constant,
    'They cannot tell items apart; the pipeline may write a default.',
  );
}
