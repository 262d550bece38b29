import { orderList } from '../../../shared/metrics/orderList';
import type { RankedList } from '../../../shared/metrics/rankedList';
import type { MetricSettings } from '../../../shared/metrics/settings';

/** A judged or unjudged item of a re-scored list. */
export interface ScoredItem {
  id: string;
  score: number;
}

/** The list that the settings make of scored items and judgments. */
export function listOf(
  items: readonly ScoredItem[],
  judgments: ReadonlyMap<string, number>,
  settings: MetricSettings,
): RankedList {
  const ids = items.map((item) => item.id);
  const { order, tieGroups } = orderList(
    Float64Array.from(items, (item) => item.score),
    ids,
    { ties: settings.ties === 'input' ? 'input' : 'id', precision: settings.scorePrecision },
  );
  return {
    grades: Float64Array.from(order, (index) => judgments.get(ids[index]!) ?? Number.NaN),
    judged: Float64Array.from(judgments.values()),
    tieGroups,
  };
}
