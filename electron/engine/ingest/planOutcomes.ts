import type { ResolvedCase, ResolvedOutcome } from '../../../shared/case/resolvedCase';
import { badNumber, type EpochUnit, numberCell, timeCell } from '../sql/ingest/cells';
import { withinWindow } from '../sql/ingest/labels';
import { hasOwnColumn } from './labelColumns';
import type { PlannedColumn } from './planColumns';
import { requireColumn, type SourceColumn } from './readers/logSource';

/**
 * Columns of the outcomes that have one of their own: those whose column plays no role, and those with a time, because
 * an outcome that came after its window did not happen inside it.
 */
export function planOutcomes(
  resolved: ResolvedCase,
  columns: readonly SourceColumn[],
  unit: EpochUnit,
): PlannedColumn[] {
  return resolved.outcomes
    .filter((each) => hasOwnColumn(resolved, each))
    .map((outcome) => {
      const { name, column } = outcome;
      const { type } = requireColumn(columns, column, { key: `outcomes.${name}.column` });
      return {
        name: `outcome:${name}`,
        expression: timely(resolved, columns, unit, outcome, numberCell(column, type)),
        source: column,
        role: null,
        bad: badNumber(column, type),
        badReason: 'is not a number',
      };
    });
}

function timely(
  { log }: ResolvedCase,
  columns: readonly SourceColumn[],
  unit: EpochUnit,
  { name, time, windowMs }: ResolvedOutcome,
  value: string,
): string {
  if (time === null || windowMs === null || log.columns.time === undefined) return value;
  const cellOf = (column: string, key: string) =>
    timeCell(column, requireColumn(columns, column, { key }).type, log.timezone, unit);
  const happened = cellOf(time, `outcomes.${name}.time`);
  return withinWindow(value, cellOf(log.columns.time, 'log.columns.time'), happened, windowMs);
}
