import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import type { Run } from '../../../shared/pareto/planRuns';
import type { ContestSource } from '../compare/contestSource';
import type { RequestSet } from '../compare/requestSet';
import { modelDoubt } from '../compare/withheld';
import { axisDoubt, runBand } from './doubts';
import { evaluateRuns, type RunTotals, type RunWork } from './evaluateRuns';
import { deltaOf, intervalsOf } from './intervals';
import { ListShifts } from './listShifts';
import { namedWeights } from './namedWeights';
import { type StudyControl, stepOf } from './paretoStudy';
import { claimLimits } from './paretoWords';
import { previewTable } from './previewTable';
import { openStudy, runWork, type Study, type StudyParams } from './study';
import { halvedGroups } from './unitGroups';
import { differenceOf, meanOf, requestsWith, unitVector, wholeVector } from './unitVectors';
import type { WeightedModel } from './weightedModel';

/** The logged lists under one set of weights, against the case's own. */
export async function blendStudy(
  source: ContestSource,
  set: RequestSet,
  model: WeightedModel,
  params: StudyParams & { weights: Readonly<Record<string, number>> },
  control: StudyControl = {},
): Promise<BlendResult> {
  const { signal } = control;
  const weights = namedWeights(model, params.weights);
  const form = model.blending.value;
  const own = model.weights.every((weight) => weight !== null) ? (model.weights as number[]) : null;
  const study = await openStudy(source, set, model, params, { signal });
  const groups = await halvedGroups(source, set, { seed: params.seed, signal });
  const runs: Run[] = [
    { form, weights, ofCase: false },
    ...(own ? [{ form, weights: own, ofCase: true as const }] : []),
  ];
  const work = await runWork(study, groups, runs);
  const shifts = own ? new ListShifts(work, source.metrics.k) : null;
  const options = { ...stepOf(control, 're-ranking'), ...(shifts && { visit: shifts.add }) };
  const totals = await evaluateRuns(source.data.db, work, options);
  const values = await blendValues(study, work, totals, params.seed, signal);
  return {
    model: model.name,
    form,
    objectives: model.objectives.map((name, k) => ({ name, weight: model.weights[k]! })),
    weights: Object.fromEntries(model.objectives.map((name, k) => [name, weights[k]!])),
    values,
    lists: shifts?.summary() ?? null,
    preview: shifts ? await previewTable(source.data.db, model, shifts.largest(), signal) : null,
    unit: groups.unit,
    seed: params.seed,
    warnings: [...claimLimits(study), ...study.warnings],
  };
}

async function blendValues(
  study: Study,
  work: RunWork,
  totals: RunTotals,
  seed: number,
  signal?: AbortSignal,
): Promise<BlendResult['values']> {
  const { axes, contest, facts, model } = study;
  const hasOwn = work.runs.length > 1;
  const vectors = work.runs.map((_, r) => axes.map((__, m) => wholeVector(totals, work.groups, r, m)));
  const wanted = [
    ...vectors.flat(),
    ...axes.map((_, m) => (hasOwn ? differenceOf(vectors[1]![m]!, vectors[0]![m]!) : null)),
  ];
  const intervals = await intervalsOf(contest.source, wanted, seed, signal);
  const doubt = modelDoubt({ contest, facts, baseline: model.name, model: model.name });
  return axes.map(({ metric, label, direction, status }, m) => {
    const pair = { a: 1, b: 0, names: { b: 'these weights', a: "the case's" }, half: null };
    const band = hasOwn ? runBand(work, totals, m, pair) : null;
    const value = intervals[m]!;
    const reported = meanOf(unitVector(totals, work.groups, 0, m, work.groups.ends.length - 1));
    const delta = hasOwn ? deltaOf(intervals[wanted.length - axes.length + m]!) : withoutOwn();
    return {
      metric,
      label,
      direction,
      status,
      current: hasOwn ? intervals[axes.length + m]!.value : null,
      value: value.value,
      ...(value.value === null && { valueReason: 'no request has a value' }),
      reported,
      ...(reported === null && { reportedReason: 'no request of that half has a value' }),
      ...delta,
      requests: requestsWith(totals, m),
      band,
      withheld: hasOwn ? (doubt ?? axisDoubt(axes[m]!, band, pair, model.name)) : null,
    };
  });
}

function withoutOwn() {
  const reason = 'the case gives no weights to compare with';
  return { delta: null, deltaReason: reason, ci: null, ciReason: reason };
}
