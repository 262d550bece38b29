import { summarizeDraws } from '../../../shared/estimators/bootstrapEstimates';
import { type EstimatorSpec, estimatorName } from '../../../shared/estimators/estimatorSpec';
import { clippedRows } from '../../../shared/estimators/weightDiagnostics';
import { notAsked } from './bernsteinOf';
import type { Drawn, EstimateOfTarget, Estimates } from './estimateTargets';
import type { PolicyOptions } from './policyOptions';
import type { Interval, PolicyDifference, PolicyEstimate, PolicyTargetResult } from './policyResult';
import type { SettledTarget } from './settleEstimators';
import type { UsedRows } from './usedRows';

/** The estimates of one target, one for each estimator asked for; refused ones have the gate's reason in place of a value. */
export function estimatesOf(
  { name, settled, specs }: { name: string; settled: SettledTarget; specs: readonly EstimatorSpec[] },
  found: readonly (EstimateOfTarget | null)[],
  rows: UsedRows,
  n: number,
  { level = 0.95 }: PolicyOptions,
  units: number,
): PolicyEstimate[] {
  const range = rangeOf(rows.rewards);
  const { weights } = rows.targets[n]!;
  return specs.map((spec, k) => {
    const estimator = estimatorName(spec);
    const estimate = found[k];
    if (!estimate) return { ...none, estimator, target: name, ...refusedWith(settled.ladder[k]!.reason) };
    const { value, se } = estimate;
    const { lambda } = settled.estimators[k]!;
    const interval = summarizeDraws(estimate.draws, units, level);
    const ci = value === null ? null : endsOf(interval);
    return {
      ...none,
      estimator,
      target: name,
      lambda,
      value,
      ...(value === null && { valueReason: noMatch }),
      ci,
      ...(ci === null && { ciReason: value === null ? noMatch : estimate.draws.length === 0 ? notAsked : tooFew }),
      se,
      normal: endsOf(estimate),
      ...estimate.bernstein,
      nullDraws: interval.nullDraws,
      clippedRows: lambda === null || weights === null || spec.id === 'dros' ? null : clippedRows(weights, lambda),
      outOfRange: value !== null && (value < range.least || value > range.most),
    };
  });
}

const tooFew = 'an interval needs two units';

const noMatch = 'no row of the log shows what the target would have shown';

const none = {
  lambda: null,
  value: null,
  ci: null,
  se: null,
  normal: null,
  bernstein: null,
  nullDraws: 0,
  clippedRows: null,
  outOfRange: false,
};

function refusedWith(reason: string) {
  return { valueReason: reason, ciReason: reason };
}

/** Paired differences of every estimate: to what the log earned, and to the other target. */
export function differencesOf(
  { overLogged, overVersus }: Estimates,
  targets: readonly PolicyTargetResult[],
  specs: readonly EstimatorSpec[],
  units: number,
  level: number,
): PolicyDifference[] {
  const of = (list: readonly (Drawn | null)[], target: string, versus: string) =>
    list.flatMap((each, k) =>
      each === null ? [] : [differenceOf(each, { estimator: estimatorName(specs[k]!), target, versus }, units, level)],
    );
  const named = targets.map(({ name }) => name);
  return [
    ...overLogged.flatMap((list, n) => of(list, named[n]!, '@logged')),
    ...(overVersus === null ? [] : of(overVersus, named[0]!, named[1]!)),
  ];
}

function differenceOf(
  each: Drawn,
  names: Pick<PolicyDifference, 'estimator' | 'target' | 'versus'>,
  units: number,
  level: number,
): PolicyDifference {
  const ci = each.value === null ? null : endsOf(summarizeDraws(each.draws, units, level));
  return { ...names, delta: each.value, ci, se: each.se, normal: endsOf(each) };
}

/** Both ends, or null. */
export function endsOf({ lo, hi }: { lo: number | null; hi: number | null }): Interval | null {
  return lo === null || hi === null ? null : [lo, hi];
}

function rangeOf(rewards: Float64Array): { least: number; most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const reward of rewards) {
    if (reward < least) least = reward;
    if (reward > most) most = reward;
  }
  return { least, most };
}
