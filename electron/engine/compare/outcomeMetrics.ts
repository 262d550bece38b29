import { contrastRatios, ratioOf } from '../../../shared/stats/ratio';
import { requestOutcomes } from '../sql/compare/outcomeRows';
import { doublesOf } from './columns';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { contestUnits } from './contestUnits';
import { pick, sizeOf } from './requestSet';
import { type ContestUnits, sumByUnit, unitWeights } from './unitSums';
import { noValue, type OtherValues, type WholeValue } from './wholeValue';

type Sums = Record<'shown' | 'clicks' | 'orders' | 'value' | 'ones' | 'ordered' | 'abandoned', Float64Array>;

interface OutcomeRatio {
  /** What the log must have. */
  needs: readonly ('click' | 'order' | 'value')[];
  x: keyof Sums;
  /** Null: users. */
  y: keyof Sums | null;
}

const ratios: Readonly<Record<string, OutcomeRatio>> = {
  clicks_per_user: { needs: ['click'], x: 'clicks', y: null },
  orders_per_user: { needs: ['order'], x: 'orders', y: null },
  gmv_per_user: { needs: ['value'], x: 'value', y: null },
  requests_with_order: { needs: ['order'], x: 'ordered', y: 'ones' },
  abandonment: { needs: ['click'], x: 'abandoned', y: 'ones' },
  ctr: { needs: ['click'], x: 'clicks', y: 'shown' },
  cvr_click: { needs: ['click', 'order'], x: 'orders', y: 'clicks' },
  cvr_imp: { needs: ['order'], x: 'orders', y: 'shown' },
  gmv_imp: { needs: ['value'], x: 'value', y: 'shown' },
};

/**
 * definitions.md G1: what users did on the lists that they saw. Only the served order has them: what they would have
 * done on another list is not in the log.
 */
export async function outcomeMetrics(
  contest: Contest,
  metrics: readonly ContestMetric[],
  options: EvaluateOptions,
): Promise<Map<string, OtherValues>> {
  const found = new Map<string, OtherValues>();
  if (metrics.length === 0) return found;
  const { source, set, contestants } = contest;
  const { outcomes, data } = source;
  const table = await data.db.read(requestOutcomes({ ...outcomes, hasPosition: source.hasPositions }), options);
  const read = (name: string) => pick(doublesOf(table, name), set);
  const sums: Sums = {
    shown: read('shown'),
    clicks: read('clicks'),
    orders: read('orders'),
    value: read('value'),
    ones: new Float64Array(sizeOf(set)).fill(1),
    ordered: read('orders').map((count) => Math.min(1, count)),
    abandoned: read('clicks').map((count) => (count > 0 ? 0 : 1)),
  };
  const units = await contestUnits({ ...source, metrics: { ...source.metrics, unit: 'user' } }, set, options.signal);
  for (const { id, spec } of metrics) {
    const whole = contestants.map(({ name }) =>
      name === '@logged' || name === source.servedModel
        ? servedValue(contest, spec.name, sums, units)
        : noValue(`what users would have done on the lists of ${name} is not in the log`),
    );
    found.set(id, { values: null, whole });
  }
  return found;
}

function servedValue({ source, set }: Contest, name: string, sums: Sums, units: ContestUnits): WholeValue {
  const ratio = ratios[name];
  if (!ratio) return noValue('it needs the times of clicks and queries, which the session does not hold');
  const missing = ratio.needs.find((need) => source.outcomes[need] === null);
  if (missing !== undefined) return noValue(`the log has no ${missing} outcome`);
  if (ratio.y === null && units.codes === null) return noValue('the log has no user column');
  const x = sumByUnit(sums[ratio.x], units).sums;
  const y = ratio.y === null ? unitWeights(sums.ones, units) : sumByUnit(sums[ratio.y], units).sums;
  const { value, se, units: count } = ratioOf(x, y);
  if (value === null) return noValue(`its denominator is 0`);
  const few = `fewer than 100 ${units.name}s: the normal interval does not hold`;
  // The difference from a constant 0: value ± z·se.
  const { lo, hi } = contrastRatios({ value: 0, se: 0, units: count }, { value, se, units: count });
  const ci: [number, number] | null = count >= 100 && lo !== null && hi !== null ? [lo, hi] : null;
  return { value, reason: null, ci, ciReason: ci === null ? few : null, requests: sizeOf(set) };
}
