import { convexPart } from '../../../shared/pareto/convexPart';
import { dominates, statisticallyDominated } from '../../../shared/pareto/dominance';
import { paretoFront } from '../../../shared/pareto/front';
import type { ParetoPointRow, WeightAxis, WeightDelta } from '../../../shared/pareto/paretoSchemas';
import type { Run } from '../../../shared/pareto/planRuns';
import { pointText } from '../../../shared/pareto/pointText';
import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import { pairDoubt } from './doubts';
import type { RunTotals, RunWork } from './evaluateRuns';
import { deltaOf, endsOf, intervalsOf } from './intervals';
import type { Study } from './study';
import { differenceOf, meanOf, unitVector } from './unitVectors';

/** Where every run lies: the front on the half that weights are chosen on, values and tests on the reported half. */
export async function paretoPoints(
  study: Study,
  work: RunWork,
  totals: RunTotals,
  seed: number,
  signal?: AbortSignal,
): Promise<ParetoPointRow[]> {
  const { runs, groups } = work;
  const { axes, contest } = study;
  const half = groups.ends.length - 1;
  const vectorsOf = (of: number) => runs.map((_, r) => axes.map((__, m) => unitVector(totals, groups, r, m, of)));
  const chosen = vectorsOf(0).map((vectors) => vectors.map(meanOf));
  const shape = shapeOf(chosen, axes);
  const vectors = vectorsOf(half);
  const differences = (b: number, a: number) =>
    axes.map((_, m) => (a === b || b < 0 ? null : differenceOf(vectors[a]![m]!, vectors[b]![m]!)));
  const wanted = [
    ...vectors.flat(),
    ...runs.flatMap((_, r) => differences(r, caseRun)),
    ...runs.flatMap((_, r) => differences(shape.rivals[r]!, r)),
  ];
  const intervals = await intervalsOf(contest.source, wanted, seed, signal);
  const part = (kind: number, r: number) => {
    const from = (kind * runs.length + r) * axes.length;
    return intervals.slice(from, from + axes.length);
  };
  return runs.map((run, r) => ({
    ...described(study, run),
    ...valuesOf(chosen[r]!, part(0, r), r === caseRun ? null : part(1, r)),
    front: shape.front[r] === 1,
    convex: shape.convex[r] === 1,
    ...rivalOf(study, work, totals, { r, rival: shape.rivals[r]!, half, lead: part(2, r) }),
    withheld: r === caseRun ? null : pairDoubt(study, work, totals, { ...namesOf(study, runs, caseRun, r), half }),
  }));
}

/** Where `planRuns` puts the case's own weights. */
const caseRun = 0;

type Intervals = readonly (BootstrapInterval | null)[];

function valuesOf(chosen: readonly (number | null)[], values: Intervals, versus: Intervals | null) {
  return {
    values: values.map((interval, m) => ({
      chosen: chosen[m]!,
      ...(chosen[m] === null && { chosenReason: 'no request of that half has a value' }),
      value: interval!.value,
      ...(interval!.value === null && { valueReason: 'no request of this half has a value' }),
      ...endsOf(interval!),
      versusCase: versus && deltaOf(versus[m]!),
    })),
  };
}

/** What dominates a run, by how much, and whether that is sure. */
function rivalOf(
  study: Study,
  work: RunWork,
  totals: RunTotals,
  { r, rival, half, lead }: { r: number; rival: number; half: number; lead: Intervals },
) {
  if (rival < 0) {
    return { dominatedBy: null, lead: null, statistically: null, statisticallyReason: 'nothing dominates it' };
  }
  const doubt = pairDoubt(study, work, totals, { ...namesOf(study, work.runs, r, rival), half });
  const deltas = lead.map(deltaOf);
  return { dominatedBy: rival, lead: deltas, ...certainty(deltas, study.axes, doubt) };
}

/** The front of the chosen values, and for each dominated run the one of the front that leads it most over all axes. */
function shapeOf(chosen: readonly (number | null)[][], axes: readonly WeightAxis[]) {
  const points = chosen.map((values) =>
    Float64Array.from(values, (value, m) => axes[m]!.direction * (value ?? Number.NaN)),
  );
  const front = paretoFront(points);
  const ranges = axes.map((_, m) => {
    const values = points.map((point) => point[m]!).filter((value) => !Number.isNaN(value));
    return Math.max(...values) - Math.min(...values) || 1;
  });
  const leadOf = (b: Float64Array, a: Float64Array) =>
    b.reduce((sum, value, m) => sum + (value - a[m]!) / ranges[m]!, 0);
  const rivals = points.map((point, r) => {
    if (front[r] === 1) return -1;
    return points.reduce((best, other, b) => {
      if (front[b] === 0 || !dominates(other, point)) return best;
      return best < 0 || leadOf(other, point) > leadOf(points[best]!, point) ? b : best;
    }, -1);
  });
  return { front, convex: convexPart(points, front), rivals };
}

function certainty(lead: readonly WeightDelta[], axes: readonly WeightAxis[], doubt: string | null) {
  if (doubt !== null) return { statistically: null, statisticallyReason: doubt };
  const intervals = lead.map(({ ci }, m) => {
    const [lo, hi] = ci ?? [null, null];
    return lo === null || axes[m]!.direction === 1 ? { lo, hi } : { lo: -hi!, hi: -lo };
  });
  return { statistically: statisticallyDominated(intervals) };
}

function described({ model }: Study, run: Run): Pick<ParetoPointRow, 'form' | 'ofCase' | 'weights' | 'floor'> {
  const { form, ofCase } = run;
  if (form === 'floor') {
    const floor = { by: model.objectives[run.by]!, above: model.objectives[run.floor]!, lowest: run.lowest };
    return { form, ofCase, weights: null, floor };
  }
  const weights = Object.fromEntries(model.objectives.map((name, k) => [name, run.weights[k]!]));
  return { form, ofCase, weights, floor: null };
}

/** Two runs with their names, b against a. */
function namesOf(study: Study, runs: readonly Run[], a: number, b: number) {
  const name = (r: number) => (r === caseRun ? 'the case' : pointText(described(study, runs[r]!)));
  return { a, b, names: { a: name(a), b: name(b) } };
}
