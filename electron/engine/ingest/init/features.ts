import { isNumeric } from '../../sql/ingest/cells';
import { type ColumnFacts, isRowNumber } from './columnFacts';
import { featurePrefix } from './roleNames';

/** What becomes of the columns that play no role. */
export interface ColumnUse {
  /** Names and globs. */
  features: string[];
  featureCount: number;
  /** Columns to slice by. */
  context: string[];
  leftOut: { column: string; reason: string }[];
}

/**
 * Splits columns without a role into features (numbers), context (few values, times) and what is left out. `suspects`
 * are columns that may hold an outcome or an id: never features, because a model must not have seen them.
 */
export function columnUse(
  columns: readonly ColumnFacts[],
  used: ReadonlySet<string>,
  suspects: ReadonlySet<string>,
  nested: readonly string[] = [],
): ColumnUse {
  const features: string[] = [];
  const context: string[] = [];
  const leftOut: ColumnUse['leftOut'] = [];
  for (const facts of columns.filter((each) => !used.has(each.name))) {
    const { name, filled, distinct, rows } = facts;
    if (filled === 0) leftOut.push({ column: name, reason: 'it holds nothing' });
    else if (isRowNumber(facts)) leftOut.push({ column: name, reason: 'it numbers the rows' });
    else if (isNumeric(facts.type) && (!suspects.has(name) || featurePrefix.test(name))) features.push(name);
    else if (distinct > Math.max(1000, rows / 2))
      leftOut.push({ column: name, reason: 'almost every row has a value of its own' });
    else context.push(name);
  }
  const own = new Set(features);
  const others = [...columns.map((each) => each.name).filter((name) => !own.has(name)), ...nested];
  return { features: asGlobs(features, others), featureCount: features.length, context, leftOut };
}

/** Names as globs where a prefix covers at least three of them and nothing else. */
export function asGlobs(names: readonly string[], others: readonly string[]): string[] {
  const left = new Set(names);
  const patterns: { at: number; pattern: string }[] = [];
  for (;;) {
    const best = bestPrefix([...left], others);
    if (best === null) break;
    const covered = [...left].filter((name) => name.startsWith(best));
    patterns.push({ at: names.indexOf(covered[0]!), pattern: `${best}*` });
    for (const name of covered) left.delete(name);
  }
  for (const name of left) patterns.push({ at: names.indexOf(name), pattern: name });
  return patterns.sort((a, b) => a.at - b.at).map((each) => each.pattern);
}

const atLeast = 3;

// The prefix that covers most names; of equals the longest. It ends with a separator, or where digits begin.
function bestPrefix(names: readonly string[], others: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) for (const prefix of prefixes(name)) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  let best: string | null = null;
  for (const [prefix, count] of counts) {
    // A column of that very name would be meant alone.
    const isName = names.includes(`${prefix}*`) || others.includes(`${prefix}*`);
    if (count < atLeast || isName || others.some((each) => each.startsWith(prefix))) continue;
    const before = best === null ? 0 : counts.get(best)!;
    if (best === null || count > before || (count === before && prefix.length > best.length)) best = prefix;
  }
  return best;
}

function prefixes(name: string): string[] {
  const found = [...name.matchAll(/[_.:\-/ ]|(?<=\p{L})(?=\d+$)/gu)].map((each) =>
    name.slice(0, each.index + each[0].length),
  );
  return found.filter((prefix) => prefix.length > 0 && prefix.length < name.length && !/[*?]/.test(prefix));
}
