import { timeCell } from '../../sql/ingest/cells';
import { timesBefore } from '../../sql/ingest/outcomeTimes';
import type { BuildContext } from '../buildContext';
import type { ReadLog } from '../readLog';

/** Outcomes that happened before the list was served: a join on the wrong key, or clocks and zones that disagree. */
export async function checkOutcomeTimes(context: BuildContext, log: ReadLog): Promise<void> {
  const { db, signal, checks, loaded } = context;
  const served = log.plan.impressions.find((each) => each.role === 'time');
  const item = log.plan.impressions.find((each) => each.role === 'item')!;
  if (!served) return;
  for (const outcome of loaded.case.outcomes) {
    const column = log.source.columns.find((each) => each.name === outcome.time);
    if (!column) continue;
    const happened = timeCell(column.name, column.type, loaded.case.log.timezone, log.timeUnit);
    const sql = timesBefore({
      relation: log.source.relation,
      served: served.expression,
      happened,
      item: item.expression,
    });
    const found = await db.readRows(sql, { signal });
    if (found.length === 0) continue;
    checks.push({
      id: `outcome_early:${outcome.name}`,
      severity: 'notes',
      title: `Rows whose ${outcome.name} happened before they were served`,
      count: Number(found[0]!.found),
      detail: `${column.name} lies before ${served.source}; they count as they are.`,
      rows: found.map(({ found: _, ...row }) => row),
    });
  }
}
