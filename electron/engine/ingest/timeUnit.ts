import { type EpochUnit, isNumeric, typeClass } from '../sql/ingest/cells';
import { largestValue } from '../sql/ingest/logRows';
import type { BuildContext } from './buildContext';
import type { LogSource } from './readers/logSource';

/**
 * The unit of a column of times that are numbers. Seconds of this century have 10 digits, milliseconds 13, microseconds
 * 16, nanoseconds 19. `s` where the column is not there, or holds no numbers.
 */
export async function timeUnit(context: BuildContext, source: LogSource, name: string | undefined): Promise<EpochUnit> {
  const column = source.columns.find((each) => each.name === name);
  if (!column || !isNumeric(column.type) || typeClass(column.type) === 'bool') return 's';
  return epochUnitOf(Number((await context.db.readOne(largestValue(source.relation, column.name)))?.largest ?? 0));
}

/** The unit in which the largest of some times since the epoch counts. */
export function epochUnitOf(largest: number): EpochUnit {
  if (largest < 1e11) return 's';
  if (largest < 1e14) return 'ms';
  return largest < 1e17 ? 'us' : 'ns';
}
