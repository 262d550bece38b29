import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import type { Run } from '../../../shared/pareto/planRuns';
import type { ContestSource } from '../compare/contestSource';
import type { RequestSet } from '../compare/requestSet';
import { modelDoubt } from '../compare/withheld';
import { axisDoubt, runBand, servedOf } from './doubts';
import { evaluateRuns, type RunTotals, type RunWork } from './evaluateRuns';
import { deltaOf, intervalsOf, plainDelta } from './intervals';
import { ListShifts } from './listShifts';
import { namedWeights } from './namedWeights';
import { type StudyControl, stepOf } from './paretoStudy';
import { claimLimits } from './paretoWords';
import { previewTable } from './previewTable';
import { openStudy, runWork, type Study, type StudyParams } from './study';
import { halvedGroups } from './unitGroups';
import { differenceOf, meanOf, requestsWith, unitVector, wholeVector } from './unitVectors';
import type { WeightedModel } from './weightedModel';

export interface BlendParams extends StudyParams {
  weights: Readonly<Record<string, number>>;
  /** False leaves intervals out. */
  inference: boolean;
}

/** The logged lists under one set of weights, against the case's own. */
export async function blendStudy(
  source: ContestSource,
  set: RequestSet,
  model: WeightedModel,
  params: BlendParams,
  control: StudyControl = {},
): Promise<BlendResult> {
  const { signal } = control;
  const weights = namedWeights(model, params.weights);
  const form = model.blending.value;
  const study = await openStudy(source, set, model, params, { signal });
  const groups = await halvedGroups(source, set, { seed: params.seed, signal });
  const runs: Run[] = [
    { form, weights, ofCase: false },
    { form, weights: model.weights, ofCase: true },
  ];
  const work = await runWork(study, groups, runs);
  const shifts = new ListShifts(work, source.metrics.k);
  const options = { ...stepOf(control, 're-ranking'), visit: shifts.add };
  const totals = await evaluateRuns(source.data.db, work, options);
  const values = await blendValues(study, work, totals, params, signal);
  return {
    model: model.name,
    form,
    objectives: model.objectives.map((name, k) => ({ name, weight: model.weights[k]! })),
    weights: Object.fromEntries(model.objectives.map((name, k) => [name, weights[k]!])),
    values,
    lists: shifts.summary(),
    preview: await previewTable(source.data.db, model, shifts.largest(), signal),
    unit: groups.unit,
    seed: params.seed,
    warnings: [...claimLimits(study), ...study.warnings],
  };
}

async function blendValues(
  study: Study,
  work: RunWork,
  totals: RunTotals,
  { seed, inference }: BlendParams,
  signal?: AbortSignal,
): Promise<BlendResult['values']> {
  const { axes, contest, facts, model } = study;
  const vectors = work.runs.map((_, r) => axes.map((__, m) => wholeVector(totals, work.groups, r, m)));
  const differences = axes.map((_, m) => differenceOf(vectors[1]![m]!, vectors[0]![m]!));
  const intervals = inference ? await intervalsOf(contest.source, differences, seed, signal) : null;
  const doubt = modelDoubt({ contest, facts, baseline: model.name, model: model.name });
  return axes.map(({ metric, label, direction, status }, m) => {
    const pair = { a: 1, b: 0, names: { b: 'this weighting', a: 'the case' }, half: null };
    const band = runBand(work, totals, m, pair);
    const value = meanOf(vectors[0]![m]!);
    const reported = meanOf(unitVector(totals, work.groups, 0, m, work.groups.ends.length - 1));
    const none = value === null ? 'no request has a value' : null;
    return {
      metric,
      label,
      direction,
      status,
      current: meanOf(vectors[1]![m]!),
      ...(none && { currentReason: none }),
      value,
      ...(none && { valueReason: none }),
      reported,
      ...(reported === null && { reportedReason: 'no request of that half has a value' }),
      ...(intervals ? deltaOf(intervals[m]!) : plainDelta(differences[m]!)),
      requests: requestsWith(totals, m),
      band,
      withheld: doubt ?? axisDoubt(axes[m]!, band, pair, servedOf(study, work, pair)),
    };
  });
}
