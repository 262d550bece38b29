import type { ResolvedFeatures, ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { type FeaturePlace, type FeatureSource, tableColumns } from '../sql/scoring/scoreTables';
import type { LogFeature } from './planCells';

/** The features that a model can be fed, and the tables that hold them. */
export interface FeatureColumns {
  source: FeatureSource;
  columns: LogFeature[];
  /** Which of the tables gives a column, where a model takes recomputed features. */
  places: ReadonlyMap<string, FeaturePlace>;
}

/**
 * Finds the columns of `featuresFrom` of a model. With `recomputed`, features that were not recomputed are the logged
 * ones; with `logged-then-recomputed`, a recomputed value stands where the logged one is missing. A session without
 * recomputed features is an error.
 */
export async function featureColumns(
  db: Queries,
  source: ResolvedModel['featuresFrom'],
  lists: ResolvedFeatures['lists'],
): Promise<FeatureColumns> {
  const logged = await columnsOf(db, 'features_logged', lists);
  if (source === 'logged') return { source, columns: logged, places: new Map() };
  const recomputed = await columnsOf(db, 'features_recomputed', lists);
  if (recomputed.length === 0) throw noneRecomputed(source);
  const places = new Map<string, FeaturePlace>(logged.map(({ name }) => [name, 'logged']));
  const shared = source === 'recomputed' ? 'recomputed' : 'both';
  for (const { name } of recomputed) places.set(name, places.has(name) ? shared : 'recomputed');
  if (source === 'recomputed') {
    const rest = logged.filter(({ name }) => places.get(name) === 'logged');
    return { source, columns: [...recomputed, ...rest], places };
  }
  const added = recomputed.filter(({ name }) => places.get(name) === 'recomputed');
  return { source, columns: [...logged.map((each) => widened(each, recomputed)), ...added], places };
}

async function columnsOf(db: Queries, table: string, lists: ResolvedFeatures['lists']): Promise<LogFeature[]> {
  const found = await db.readRows(tableColumns(table));
  return found
    .map(({ name, type }) => ({ name: String(name), type: String(type) }))
    .filter(({ name }) => name !== 'row_id')
    .map((each) => ({ ...each, pad: lists.find(({ column }) => column === each.name)?.pad }));
}

/** A column that both tables have, when one of them holds text, is text. */
function widened(logged: LogFeature, recomputed: readonly LogFeature[]): LogFeature {
  const other = recomputed.find(({ name }) => name === logged.name);
  return other && [logged.type, other.type].includes('VARCHAR') ? { ...logged, type: 'VARCHAR' } : logged;
}

function noneRecomputed(source: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The model cannot be scored: featuresFrom: ${source} asks for recomputed features, and the session has none.`,
    hint: 'Give them under recomputed: of case.yaml, as a file or as SQL.',
  });
}
