import { gainOf } from '../../../shared/metrics/gain';
import { bandGains } from './bandGains';
import { type Contest, listOrder, type MetricVectors } from './contest';
import type { ContestMetric } from './contestMetrics';
import type { PageOptions } from './eachPage';
import { type Estimand, estimate } from './estimate';
import { type BoundedMetric, evaluateBounds } from './evaluateBounds';
import { rankedPages } from './rankedPages';
import { pick } from './requestSet';
import type { ContestUnits } from './unitSums';

/** Bounds of one metric over the contest's requests: per contestant, and of its difference from the first. */
export interface MetricBounds {
  models: ([number, number] | null)[];
  pairs: ([number, number] | null)[];
  /** Of the differences, were no unjudged item better than judged ones at such ranks. */
  plausible: ([number, number] | null)[];
}

/** Why a contest has no bounds, or null when it has (definitions.md A12). */
export function boundsRefusal({ source, settings }: Contest): string | null {
  if (source.candidates === 'shown' && !source.union) {
    return 'the log holds only items that were shown, so nothing is known about others';
  }
  if (source.candidates === 'sampled') return 'the log holds a sample of the candidates';
  if (settings.ties === 'min' || settings.ties === 'max') return 'ties are in their worst or best order';
  if (settings.ideal !== 'judged' || settings.judgedOnly) return 'this preset takes the ideal from the list itself';
  return null;
}

/** An NDCG of the contest with the largest gain that an unjudged item may have: of the label scale's top. */
export function boundedMetric(
  { source, settings }: Contest,
  { spec }: ContestMetric,
  grades: Float64Array,
): Omit<BoundedMetric, 'bandGain'> {
  const largest = source.metrics.labelMax ?? grades.reduce((most, grade) => Math.max(most, grade), 0);
  const gain = gainOf(spec, settings, spec.name === 'ndcg_exp2' ? 'exp2' : settings.gain);
  return { cutoff: spec.cutoff ?? Number.POSITIVE_INFINITY, gain, maxGain: gain(largest) };
}

/** How the values that are bounded were averaged. */
export interface BoundsInput {
  vectors: readonly MetricVectors[];
  by: Estimand;
  units: ContestUnits;
}

/** Bounds of every NDCG of the contest, by metric id; other metrics have none. Empty where bounds are refused. */
export async function contestBounds(
  contest: Contest,
  input: BoundsInput,
  options: PageOptions,
): Promise<Map<string, MetricBounds>> {
  const found = new Map<string, MetricBounds>();
  const { source, contestants, set, settings } = contest;
  if (boundsRefusal(contest) !== null || contestants.some(({ list }) => list === 'random')) return found;
  const bounded = contest.metrics.filter(({ spec }) => spec.name === 'ndcg' || spec.name === 'ndcg_exp2');
  for (const label of new Set(bounded.map((metric) => metric.label))) {
    const own = bounded.filter((metric) => metric.label === label);
    const [frame, ideal] = await Promise.all([source.data.requestFrame(), source.data.ideal(label)]);
    const ends = own.map((metric) => boundedMetric(contest, metric, ideal.grades));
    const order = listOrder(settings);
    const pages = rankedPages(source.data.db, { label: label.name, frame, order, lists: contestants }, options);
    const gains = ends.map(({ gain }) => gain);
    const worth = await bandGains(pages, gains);
    const metrics = ends.map((metric, m) => ({ ...metric, bandGain: worth[m]! }));
    const results = await evaluateBounds(pages, { frame, ideal, contestants, metrics });
    own.forEach(({ id }, m) => {
      const { lo, hi, pairLo, pairHi, plausibleLo, plausibleHi } = results[m]!;
      const { values } = input.vectors[contest.metrics.findIndex((metric) => metric.id === id)]!;
      const end = (bound: Float64Array, of: Float64Array) =>
        estimate(within(pick(bound, set), of), input.by, input.units).mean;
      const differences = values.slice(1).map((model) => model.map((value, r) => value - values[0]![r]!));
      found.set(id, {
        models: values.map((own, c) => interval(end(lo[c]!, own), end(hi[c]!, own))),
        pairs: differences.map((own, i) => interval(end(pairLo[i]!, own), end(pairHi[i]!, own))),
        plausible: differences.map((own, i) => interval(end(plausibleLo[i]!, own), end(plausibleHi[i]!, own))),
      });
    });
  }
  return found;
}

/** Bounds of the requests that the number is over; one whose ideal is 0 is known to have the value it has. */
function within(bound: Float64Array, values: Float64Array): Float64Array {
  return values.map((value, r) => (Number.isNaN(value) ? Number.NaN : Number.isNaN(bound[r]!) ? value : bound[r]!));
}

function interval(lo: number | null, hi: number | null): [number, number] | null {
  return lo === null || hi === null ? null : [lo, hi];
}
