import type { Contest } from './contest';
import { type Contestant, contestantsOf } from './contestants';
import type { ContestDemand, EvaluateOptions } from './contestData';
import { contestMetrics } from './contestMetrics';
import { crossingShare, tieCrossingPlan } from './tieCrossing';

/** Above this share of lists with a tie across K, the headline default averages over the orders of ties. */
export const crossingLimit = 0.01;

/**
 * The headline rule of definitions.md 0.3: id descending, but the mean over all orders when more than 1% of the lists of
 * some model of the case have a tie across K. Presets of other tools keep their own rule. The share is taken over the
 * whole log and all models, so that a number does not change its meaning with the slice or the contest.
 */
export async function settleTies(contest: Contest, options: EvaluateOptions): Promise<Contest> {
  if (!contest.ownRules || contest.settings.ties !== 'id') return contest;
  const tieShare = await largestShare(contest, options);
  if (tieShare <= crossingLimit) return { ...contest, tieShare };
  return { ...withTies(contest, 'expected'), tieShare };
}

/** The same contest under another rule for ties. */
export function withTies(contest: Contest, ties: 'expected' | 'min' | 'max'): Contest {
  const settings = { ...contest.settings, ties };
  return { ...contest, settings, metrics: contestMetrics(contest.ids, settings, contest.source) };
}

async function largestShare(contest: Contest, options: EvaluateOptions): Promise<number> {
  const { source, contestants, settings } = contest;
  const plan = tieCrossingPlan(source.metrics.k);
  const first = contest.metrics.find((metric) => metric.plan !== null);
  const label = first?.label ?? source.labels.find(({ name }) => name === source.defaultLabel) ?? source.labels[0];
  if (!label) return 0;
  const order: ContestDemand['order'] = { precision: settings.scorePrecision, ties: 'id', withTies: true };
  // One pass for the metrics of the contest and their ties: what it finds is cached.
  const plans = contest.metrics.flatMap((metric) =>
    metric.plan && metric.label.name === label.name ? [metric.plan, metric.judgedPlan] : [],
  );
  const unique = [...new Map(plans.map((each) => [each.key, each])).values()];
  const vectors = await source.data.vectors({ order, label, contestants, plans: [...unique, plan] }, options);
  const present = new Set(contestants.map(({ name }) => name));
  const rest = otherModels(contest, present);
  const others =
    rest.length > 0 ? await source.data.vectors({ order, label, contestants: rest, plans: [plan] }, options) : [];
  const shares = [
    ...contestants.map(({ list }, c) => (list === 'scores' ? crossingShare(vectors[c]!.values.at(-1)!) : 0)),
    ...others.map(({ values }) => crossingShare(values[0]!)),
  ];
  return Math.max(0, ...shares);
}

function otherModels({ source }: Contest, present: ReadonlySet<string>): Contestant[] {
  const names = source.models.filter(({ state, name }) => state === 'ready' && !present.has(name));
  return contestantsOf(
    names.map(({ name }) => name),
    source.models,
    source,
  );
}
