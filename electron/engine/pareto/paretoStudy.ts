import type { ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { planRuns, type Run } from '../../../shared/pareto/planRuns';
import { RankscopeError } from '../../../shared/wire/errors';
import type { ContestSource } from '../compare/contestSource';
import { definitionsOf } from '../compare/definitionsOf';
import type { RequestSet } from '../compare/requestSet';
import { evaluateRuns, type RunOptions } from './evaluateRuns';
import { frontVolume } from './frontVolume';
import { headSpreads } from './headSpreads';
import { namedWeights } from './namedWeights';
import { paretoPoints } from './paretoPoints';
import { paretoSentence, paretoWarnings } from './paretoWords';
import { openStudy, runWork, type StudyParams } from './study';
import { halvedGroups, type UnitGroups, unitGroups } from './unitGroups';
import type { WeightedModel } from './weightedModel';

export interface ParetoParams extends StudyParams {
  divisions: number | null;
  weights: readonly Readonly<Record<string, number>>[] | null;
  halves: boolean;
}

/** Progress in words as well: reading, re-ranking, resampling. */
export interface StudyControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number, text: string) => void;
}

/** definitions.md H2: what a model's weights trade against each other on the logged lists. */
export async function paretoStudy(
  source: ContestSource,
  set: RequestSet,
  model: WeightedModel,
  params: ParetoParams,
  control: StudyControl = {},
): Promise<ParetoResult> {
  const { signal } = control;
  const weights = params.weights?.map((each) => namedWeights(model, each)) ?? null;
  const study = await openStudy(source, set, model, params, { signal });
  const { seed } = params;
  const groups = params.halves
    ? await halvedGroups(source, set, { seed, signal })
    : await unitGroups(source, set, { halves: false, seed, signal });
  const halves = groups.ends.length > 1;
  const work = await runWork(study, groups, []);
  const measured = await headSpreads(
    source.data.db,
    { ...work, labels: work.labels.slice(0, 1), positions: false },
    signal,
  );
  const objectives = measured.map((each, k) => ({ ...each, weight: model.weights[k]! }));
  const runs = planRuns(objectives, { form: model.blending.value, divisions: params.divisions, weights });
  refuseTooMany(runs, groups, study.axes.length);
  const planned = { ...work, runs };
  const totals = await evaluateRuns(
    source.data.db,
    planned,
    stepOf(control, `re-ranking by ${runs.length} weightings`),
  );
  control.progress?.(0, 1, 'resampling');
  const points = await paretoPoints(study, planned, totals, params.seed, signal);
  const reported = groups.ends.length - 1;
  const volume = await frontVolume(study, points, { signal });
  const facts = { halves, asked: params.halves, objectives, runs };
  return {
    model: model.name,
    kind: model.kind,
    form: model.blending.value,
    objectives: model.objectives.map((name, k) => ({ name, weight: model.weights[k]!, spread: objectives[k]!.spread })),
    axes: study.axes,
    halves,
    unit: groups.unit,
    chosenOn: { units: groups.units[0]!, requests: groups.requests[0]! },
    reportedOn: { units: groups.units[reported]!, requests: groups.requests[reported]! },
    points,
    ...volume,
    seed: params.seed,
    definitions: definitionsOf(study.contest),
    sentence: paretoSentence(study, points, halves),
    warnings: paretoWarnings(study, facts),
  };
}

export function stepOf({ signal, progress }: StudyControl, text: string): RunOptions {
  return { signal, progress: (done, total) => progress?.(done, total, text) };
}

const mostBytes = 512 * 2 ** 20;

/** Means over users keep every user's sums of every run. */
function refuseTooMany(runs: readonly Run[], { count }: UnitGroups, axes: number): void {
  const bytes = 24 * count * axes * runs.length;
  if (bytes <= mostBytes) return;
  const fit = Math.max(1, Math.floor(mostBytes / (24 * count * axes)));
  throw new RankscopeError({
    code: 'refused',
    message: `${runs.length} weightings of ${count.toLocaleString('en-US')} users take too much memory; about ${fit} fit.`,
    hint: 'Take a coarser grid (divisions), fewer metrics or a slice.',
  });
}
