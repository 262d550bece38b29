import { convexPart } from '../../../shared/pareto/convexPart';
import { dominates, statisticallyDominated } from '../../../shared/pareto/dominance';
import { paretoFront } from '../../../shared/pareto/front';
import type { ParetoPointRow, WeightAxis, WeightDelta } from '../../../shared/pareto/paretoSchemas';
import type { Run } from '../../../shared/pareto/planRuns';
import { pointText } from '../../../shared/pareto/pointText';
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
  const { axes } = study;
  const reported = groups.ends.length - 1;
  const at = (half: number) => runs.map((_, r) => axes.map((__, m) => unitVector(totals, groups, r, m, half)));
  const chosen = at(0).map((vectors) => vectors.map(meanOf));
  const shape = shapeOf(chosen, axes);
  const vectors = at(reported);
  const ofCase = runs.findIndex((run) => run.ofCase);
  const against = (b: readonly (typeof vectors)[number][number][] | undefined, a: (typeof vectors)[number]) =>
    axes.map((_, m) => (b ? differenceOf(a[m]!, b[m]!) : null));
  const wanted = [
    ...vectors.flat(),
    ...vectors.flatMap((own) => (ofCase < 0 ? [] : against(own, vectors[ofCase]!))),
    ...vectors.flatMap((own, r) => against(vectors[shape.rivals[r]!], own)),
  ];
  const intervals = await intervalsOf(study.contest.source, wanted, seed, signal);
  const size = runs.length * axes.length;
  const leadsFrom = ofCase < 0 ? size : 2 * size;
  return runs.map((run, r) => {
    const part = (from: number) => intervals.slice(from + r * axes.length, from + (r + 1) * axes.length);
    const rival = shape.rivals[r]!;
    const lead = rival < 0 ? null : part(leadsFrom).map(deltaOf);
    const versus = ofCase < 0 || r === ofCase ? null : part(size).map(deltaOf);
    const names = { b: textOf(study, run), a: "the case's weights" };
    const rivalNames = rival < 0 ? names : { b: textOf(study, runs[rival]!), a: textOf(study, run) };
    const doubt =
      rival < 0 ? null : pairDoubt(study, work, totals, { a: r, b: rival, names: rivalNames, half: reported });
    return {
      ...described(study, run),
      values: part(0).map((interval, m) => ({
        chosen: chosen[r]![m]!,
        value: interval!.value,
        ...(interval!.value === null && { valueReason: 'no request of this half has a value' }),
        ...endsOf(interval!),
        versusCase: versus?.[m] ?? null,
      })),
      front: shape.front[r] === 1,
      convex: shape.convex[r] === 1,
      dominatedBy: rival < 0 ? null : rival,
      lead,
      ...certainty(lead, axes, doubt),
      withheld: versus === null ? null : pairDoubt(study, work, totals, { a: ofCase, b: r, names, half: reported }),
    };
  });
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

function certainty(lead: WeightDelta[] | null, axes: readonly WeightAxis[], doubt: string | null) {
  if (lead === null) return { statistically: null, statisticallyReason: 'nothing dominates it' };
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

function textOf(study: Study, run: Run): string {
  return run.ofCase ? "the case's weights" : pointText(described(study, run));
}
