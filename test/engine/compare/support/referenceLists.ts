import { orderList } from '../../../../shared/metrics/orderList';
import type { RankedList } from '../../../../shared/metrics/rankedList';
import type { MetricSettings } from '../../../../shared/metrics/settings';
import type { LogRow } from '../../support/randomLog';

/** One model's list of a request as the references read it; `judged` is still empty. */
export function scoredList(rows: LogRow[], model: number, settings: MetricSettings): RankedList {
  const scores = Float64Array.from(rows, (row) => row.scores[model] ?? Number.NaN);
  const ordered = orderList(
    scores,
    rows.map((row) => row.item),
    { ties: settings.ties === 'input' ? 'input' : 'id', precision: settings.scorePrecision },
  );
  const grades = Float64Array.from(ordered.order, (row) => rows[row]!.grade ?? Number.NaN);
  return { grades, judged: new Float64Array(0), tieGroups: ordered.tieGroups };
}

/** The list as shown: gaps in positions are unjudged entries. */
export function loggedList(rows: LogRow[]): RankedList {
  const shown = rows.filter((row) => row.position !== null);
  const depth = shown.reduce((deepest, row) => Math.max(deepest, row.position!), 0);
  const grades = new Float64Array(depth).fill(Number.NaN);
  for (const row of shown) grades[row.position! - 1] = row.grade ?? Number.NaN;
  return { grades, judged: new Float64Array(0) };
}
