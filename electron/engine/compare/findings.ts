import { relevanceLevel } from '../../../shared/metrics/gain';
import type { ThetaBand } from '../../../shared/schemas/compare';
import { type Contest, contestVectors, listOrder, type MetricVectors } from './contest';
import { contestantsOf } from './contestants';
import { contestBounds, type MetricBounds } from './contestBounds';
import type { EvaluateOptions } from './contestData';
import { type ContestFacts, contestFacts } from './contestFacts';
import type { ContestMetric } from './contestMetrics';
import { contestUnits } from './contestUnits';
import { type Differences, differencesOf } from './differences';
import type { Estimand } from './estimate';
import { type ContestInference, inferContest } from './inference';
import { pick } from './requestSet';
import { crossingLimit, withTies } from './settleTies';
import { thetaBands } from './thetaBand';
import type { ContestUnits } from './unitSums';

/** What was computed for a contest; what rests on resampling is missing when only means were asked for. */
export interface Findings {
  vectors: MetricVectors[];
  differences: Differences[][];
  units: ContestUnits;
  by: Estimand;
  inference: ContestInference | null;
  bounds: ReadonlyMap<string, MetricBounds>;
  bands: ReadonlyMap<string, ThetaBand[]>;
  facts: ContestFacts;
  /** Values under the worst and the best order of ties, where ties across K matter. */
  ties: { min: MetricVectors[]; max: MetricVectors[] } | null;
  /** Values of `@random`, by metric id. */
  random: ReadonlyMap<string, Float64Array>;
  /** 1 for requests with a relevant item, by metric id. */
  positive: ReadonlyMap<string, Float64Array>;
}

const noFacts: ContestFacts = {
  fidelity: new Map(),
  insideTraining: new Map(),
  mature: new Map(),
  randomized: false,
};

/** Everything that the rows of a contest are made of. */
export async function investigate(
  contest: Contest,
  params: { seed: number; inference: boolean },
  options: EvaluateOptions,
): Promise<Findings> {
  const { source, set } = contest;
  const by: Estimand = source.metrics.by === 'user' && source.hasUsers ? 'user' : 'query';
  const vectors = await contestVectors(contest, options);
  const differences = contest.metrics.map((_, m) => {
    const [baseline, ...others] = vectors[m]!.values;
    return others.map((values) => differencesOf(baseline!, values));
  });
  const asked = by === 'user' ? { ...source, metrics: { ...source.metrics, unit: 'user' } } : source;
  const units = await contestUnits(asked, set, options.signal);
  const positive = await positiveRequests(contest);
  const shared = { vectors, differences, units, by, positive };
  if (!params.inference) {
    return {
      ...shared,
      inference: null,
      bounds: new Map(),
      bands: new Map(),
      facts: noFacts,
      ties: null,
      random: new Map(),
    };
  }
  options.signal?.throwIfAborted();
  const means = vectors.flatMap((vector) => vector.values);
  const work = { means, differences: differences.flat().map(({ all }) => all), units, by, seed: params.seed };
  // It has a thread of its own; what follows reads the log meanwhile.
  const inference = inferContest(work, source.runInference, options.signal);
  inference.catch(() => undefined);
  const found = {
    bounds: await contestBounds(contest, { vectors, by, units }, options),
    bands: await thetaBands(contest, options),
    facts: await contestFacts(contest, options.signal),
    ties: await tieExtremes(contest, options),
    random: await randomValues(contest, options),
  };
  return { ...shared, ...found, inference: await inference };
}

async function tieExtremes(contest: Contest, options: EvaluateOptions): Promise<Findings['ties']> {
  if (contest.tieShare === null || contest.tieShare <= crossingLimit) return null;
  const listMetrics = { ...contest, ids: contest.ids };
  return {
    min: await contestVectors(withTies(listMetrics, 'min'), options),
    max: await contestVectors(withTies(listMetrics, 'max'), options),
  };
}

/** `@random` on the primary metrics that end at 1, for skill. */
async function randomValues(contest: Contest, options: EvaluateOptions): Promise<Map<string, Float64Array>> {
  const { source, set, settings, metrics } = contest;
  const found = new Map<string, Float64Array>();
  const random = contestantsOf(['@random'], source.models, source);
  for (const { id, plan, label, role, definition } of metrics) {
    if (plan === null || role !== 'primary' || definition.range[1] !== 1 || definition.higherIsBetter !== true)
      continue;
    const demand = { order: listOrder(settings), label, contestants: random, plans: [plan] };
    const [vectors] = await source.data.vectors(demand, options);
    found.set(id, pick(vectors!.values[0]!, set));
  }
  return found;
}

/** Requests with a relevant item, judged anywhere: R > 0. */
async function positiveRequests(contest: Contest): Promise<Map<string, Float64Array>> {
  const found = new Map<string, Float64Array>();
  const known = new Map<string, Float64Array>();
  for (const metric of contest.metrics) {
    const level = relevanceLevel(metric.spec, contest.settings);
    const key = `${metric.label.name}\n${level}`;
    const vector = known.get(key) ?? (await positivesOf(contest, metric, level));
    known.set(key, vector);
    found.set(metric.id, vector);
  }
  return found;
}

async function positivesOf({ source, set }: Contest, { label }: ContestMetric, level: number): Promise<Float64Array> {
  const { offsets, grades } = await source.data.ideal(label);
  const positive = new Float64Array(offsets.length - 1);
  for (let request = 0; request < positive.length; request++) {
    const best = offsets[request]! < offsets[request + 1]! ? grades[offsets[request]!]! : 0;
    positive[request] = best > 0 && best >= level ? 1 : 0;
  }
  return pick(positive, set);
}
