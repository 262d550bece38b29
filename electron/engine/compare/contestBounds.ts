import { meanByQuery } from '../../../shared/metrics/aggregate';
import { gainOf } from '../../../shared/metrics/gain';
import type { Contest } from './contest';
import type { PageOptions } from './eachPage';
import { type BoundedMetric, evaluateBounds } from './evaluateBounds';
import { pick } from './requestSet';

/** Bounds of one metric over the contest's requests: per contestant, and of its difference from the first. */
export interface MetricBounds {
  models: ([number, number] | null)[];
  pairs: ([number, number] | null)[];
}

/** Why a contest has no bounds, or null when it has (definitions.md A12). */
export function boundsRefusal({ source, settings }: Contest): string | null {
  if (source.candidates === 'shown' && !source.union) {
    return 'the log holds only items that were shown, so nothing is known about others';
  }
  if (source.candidates === 'sampled') return 'the log holds a sample of the candidates';
  if (settings.ties !== 'id' && settings.ties !== 'input') return 'the order of ties is averaged in this preset';
  return null;
}

/** Bounds of every NDCG of the contest, by metric id; other metrics have none. Empty where bounds are refused. */
export async function contestBounds(contest: Contest, options: PageOptions): Promise<Map<string, MetricBounds>> {
  const found = new Map<string, MetricBounds>();
  const { source, contestants, set, settings } = contest;
  if (boundsRefusal(contest) !== null || contestants.some(({ list }) => list === 'random')) return found;
  const bounded = contest.metrics.filter(({ spec }) => spec.name === 'ndcg' || spec.name === 'ndcg_exp2');
  for (const label of new Set(bounded.map((metric) => metric.label))) {
    const own = bounded.filter((metric) => metric.label === label);
    const [frame, ideal] = await Promise.all([source.data.requestFrame(), source.data.ideal(label)]);
    const largest = source.metrics.labelMax ?? ideal.grades.reduce((most, grade) => Math.max(most, grade), 0);
    const metrics = own.map(({ spec }): BoundedMetric => {
      const gain = gainOf(spec, settings, spec.name === 'ndcg_exp2' ? 'exp2' : settings.gain);
      return { cutoff: spec.cutoff ?? Number.POSITIVE_INFINITY, gain, maxGain: gain(largest) };
    });
    const order = {
      precision: settings.scorePrecision,
      ties: settings.ties === 'input' ? ('input' as const) : ('id' as const),
      withTies: false,
    };
    const work = { label: label.name, frame, ideal, order, contestants, metrics };
    const results = await evaluateBounds(source.data.db, work, options);
    own.forEach(({ id }, m) => {
      const { lo, hi, pairLo, pairHi } = results[m]!;
      const mean = (low: Float64Array, high: Float64Array) => interval(pick(low, set), pick(high, set));
      found.set(id, {
        models: lo.map((low, c) => mean(low, hi[c]!)),
        pairs: pairLo.map((low, i) => mean(low, pairHi[i]!)),
      });
    });
  }
  return found;
}

function interval(low: Float64Array, high: Float64Array): [number, number] | null {
  const lo = meanByQuery(low).mean;
  const hi = meanByQuery(high).mean;
  return lo === null || hi === null ? null : [lo, hi];
}
