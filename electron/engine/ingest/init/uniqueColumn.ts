import type { ColumnFacts } from './columnFacts';
import { nameScore } from './guessRoles';
import type { TableProfile } from './profileTable';

const usualName = 0.75;

/**
 * The column that names each row of a table once: the one guessed for the role, else one with a usual name for it, for a
 * table of one row a request is no log and gets no guess. Null where ids repeat or are missing.
 */
export function uniqueColumn(profile: TableProfile, role: 'item' | 'user' | 'request'): string | null {
  const guessed = profile.guesses.find((each) => each.role === role)?.column;
  const isNamed = ({ name }: ColumnFacts) =>
    guessed === undefined ? nameScore(role, name) >= usualName : name === guessed;
  const unique = ({ rows, filled, distinct }: ColumnFacts) => rows > 0 && filled === rows && distinct === rows;
  return profile.columns.find((each) => isNamed(each) && unique(each))?.name ?? null;
}
