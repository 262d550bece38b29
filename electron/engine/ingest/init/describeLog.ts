import { isNumeric } from '../../sql/ingest/cells';
import { type ColumnFacts, isBinary, isIdLike } from './columnFacts';
import { type ColumnUse, columnUse } from './features';
import { type Candidate, nameScore } from './guessRoles';
import { chosen } from './linkTables';
import { type NestedUse, nestedUse } from './nestedUse';
import type { TableProfile } from './profileTable';
import type { VersionGuess } from './proposal';
import { plainName, versionNames } from './roleNames';

/** From this confidence on, a column that plays no role may still be an outcome or a key, and is no feature. */
const suspectFrom = 0.3;

const mostVersions = 50;
const randomizedName = /^(is)?(explor(e|ed|ation)|random(ized|ised)?|shuffled?)$/;

/** Columns of `log.versions` by their names. */
export function guessVersions(log: TableProfile): VersionGuess[] {
  const taken = new Set(log.guesses.map((each) => each.column));
  const found: VersionGuess[] = [];
  for (const [key, names] of Object.entries(versionNames) as [VersionGuess['key'], readonly string[]][]) {
    const free = log.columns.filter((each) => isVersionLike(each) && each.filled > 0 && !taken.has(each.name));
    const column = names.map((name) => free.find((each) => plainName(each.name) === name)).find((each) => each);
    if (!column) continue;
    taken.add(column.name);
    found.push({ key, column: column.name });
  }
  return found;
}

/** Versions may look like numbers, such as 7.1: then few of them are different. */
function isVersionLike(column: ColumnFacts): boolean {
  return isIdLike(column) || (isNumeric(column.type) && column.distinct <= mostVersions);
}

/** A column of 0 and 1, or of truths, whose name says that it marks explored or shuffled rows. */
export function guessRandomized(log: TableProfile): string | null {
  if (chosen(log, 'propensity') === null) return null;
  const taken = new Set(log.guesses.map((each) => each.column));
  const free = log.columns.filter((each) => isBinary(each) && each.distinct > 1 && !taken.has(each.name));
  return free.find(({ name }) => randomizedName.test(plainName(name)))?.name ?? null;
}

/** Features inside nested columns and JSON text. */
export function nestedColumns(log: TableProfile): NestedUse {
  const taken = new Set(log.guesses.map((each) => each.column));
  const json = log.columns.filter((each) => each.json > 0.95 && !taken.has(each.name));
  return nestedUse(log.nested, json);
}

/** Features, context and the rest of a log's columns. */
export function splitColumns(
  log: TableProfile,
  versions: readonly VersionGuess[],
  randomized: string | null,
): ColumnUse {
  const named = [...log.guesses, ...versions].map((each) => each.column);
  const used = new Set([...named, ...nestedColumns(log).maps, ...(randomized === null ? [] : [randomized])]);
  const suspects = log.candidates.filter(isSuspect).map((each) => each.column);
  return columnUse(
    log.columns,
    used,
    new Set(suspects),
    log.nested.map((each) => each.name),
  );
}

const keys: ReadonlySet<Candidate['role']> = new Set(['request', 'item', 'user', 'query', 'list', 'time']);

function isSuspect({ role, column, confidence }: Candidate): boolean {
  return nameScore(role, column) >= 0.5 && (keys.has(role) || confidence >= suspectFrom);
}

/** Why the log seems to hold what was retrieved beside what was shown; null when nothing says so. */
export function holdsUnshown(log: TableProfile): string | null {
  const position = log.columns.find((each) => each.name === chosen(log, 'position'));
  if (!position || position.filled === position.rows) return null;
  const empty = ((1 - position.filled / position.rows) * 100).toFixed(1);
  return `${empty}% of the rows have no position: retrieved, but not shown`;
}

/** What a person should know of the log's values before trusting a number. */
export function logWarnings(log: TableProfile): string[] {
  const facts = (role: Candidate['role']) => log.columns.find((each) => each.name === chosen(log, role));
  const warnings: string[] = [];
  if (log.pairsOnce === false) {
    warnings.push('One request holds the same item several times; the first row is kept (log.duplicates chooses).');
  }
  const position = facts('position');
  if (position?.min === 0) {
    warnings.push(
      `Positions in "${position.name}" begin at 0; Rankscope counts from 1, so add 1 where the log is written.`,
    );
  }
  const time = facts('time');
  if (time && (time.kind === 'timestamp' || time.kind === 'date')) {
    warnings.push(`Times in "${time.name}" carry no zone and are read as UTC; log.timezone names another one.`);
  }
  const propensity = facts('propensity');
  if (propensity && (propensity.min! <= 0 || propensity.max! > 1)) {
    warnings.push(`Propensities in "${propensity.name}" are not all in (0, 1]; the policy view refuses such rows.`);
  }
  for (const { column, reason } of nestedColumns(log).other)
    warnings.push(`The column "${column}" is left out: ${reason}.`);
  return warnings;
}
