import { exactNumber, formatCount, formatInterval, formatPercent } from '../../../shared/format/numbers';
import type { MetricRow, PairRow } from '../../../shared/schemas/compare';

export interface Fact {
  name: string;
  value: string;
}

/** What a mean is over. Nulls show their reason. */
export function meanFacts(row: MetricRow): Fact[] {
  return present([
    ['requests', formatCount(row.requests)],
    [ofItems(row) ? 'without a value' : 'without a positive', formatCount(row.skippedRequests)],
    ['items left out', row.leftOutItems === undefined ? null : formatCount(row.leftOutItems)],
    ['without a list', row.missingRequests > 0 ? formatCount(row.missingRequests) : null],
    ['why no value', row.meanReason ?? null],
    ['why no interval', row.ci === null ? (row.ciReason ?? null) : null],
    ['judged', row.judged === null ? (row.judgedReason ?? null) : formatPercent(row.judged)],
    ['bounds for unjudged', row.bounds ? formatInterval(row.bounds, 6) : null],
    ['mature', row.matureShare === null ? (row.matureShareReason ?? null) : formatPercent(row.matureShare)],
  ]);
}

/** Metrics of items leave some out; labels do not enter them. */
function ofItems({ leftOutItems }: MetricRow): boolean {
  return leftOutItems !== undefined;
}

/** How a difference was tested. */
export function pairFacts(row: PairRow): Fact[] {
  const p = (value: number | null, reason?: string) => (value === null ? (reason ?? null) : exactNumber(value));
  return present([
    ['why no value', row.deltaReason ?? null],
    ['over', `${formatCount(row.units)} units (${row.unit}), resampled by ${row.by}`],
    ['interval by', row.ci === null ? (row.ciReason ?? null) : row.ciMethod],
    ['p, randomization', p(row.p.randomization, row.p.randomizationReason)],
    ['p, t-test', p(row.p.t, row.p.tReason)],
    ['p, Holm', p(row.pHolm, row.pHolmReason)],
    ['q, Benjamini-Hochberg', row.q === null ? null : exactNumber(row.q)],
    ['effect size', p(row.effectSize, row.effectSizeReason)],
    ['relative', row.relative === null ? (row.relativeReason ?? null) : formatPercent(row.relative)],
    ['detectable at 80%', p(row.mde80, row.mde80Reason)],
    ['margin', p(row.margin, row.marginReason)],
    ['win / tie / loss', `${formatCount(row.wins)} / ${formatCount(row.ties)} / ${formatCount(row.losses)}`],
    ['withheld because', row.withheld],
  ]);
}

function present(facts: [string, string | null][]): Fact[] {
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
