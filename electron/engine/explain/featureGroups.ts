import type { OpenScorer } from './openScorer';

/** Features that are told as one: those of one log column, or of a group that the case declares. */
export interface FeatureGroup {
  name: string;
  /** Indexes into a row, and the log columns behind them, each once. */
  features: number[];
  columns: string[];
}

/** The groups of a model's features, in the order of their first feature. */
export function featureGroups(
  { cells }: Pick<OpenScorer, 'cells'>,
  declared: Readonly<Record<string, string[]>>,
): FeatureGroup[] {
  const nameOf = new Map<string, string>();
  for (const [name, columns] of Object.entries(declared)) {
    for (const column of columns) if (!nameOf.has(column)) nameOf.set(column, name);
  }
  const groups = new Map<string, FeatureGroup>();
  cells.forEach(({ column }, feature) => {
    const name = nameOf.get(column) ?? column;
    const key = `${nameOf.has(column) ? 'group' : 'column'} ${name}`;
    const group = groups.get(key) ?? { name, features: [], columns: [] };
    group.features.push(feature);
    if (!group.columns.includes(column)) group.columns.push(column);
    groups.set(key, group);
  });
  return [...groups.values()];
}
