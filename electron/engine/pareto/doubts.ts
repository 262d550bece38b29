import type { Run } from '../../../shared/pareto/planRuns';
import type { ThetaBand } from '../../../shared/schemas/compare';
import { bandOf, bandSentence } from '../compare/thetaBand';
import { modelDoubt } from '../compare/withheld';
import type { RunTotals, RunWork } from './evaluateRuns';
import type { Study } from './study';

/** Two runs of one study and the words for them. */
export interface RunPair {
  a: number;
  b: number;
  /** What b and a are called in a sentence. */
  names: { b: string; a: string };
  /** Null: all of the users. */
  half: number | null;
}

/** The band of B4 for b - a on one axis; null where clicks cannot be weighted. */
export function runBand(work: RunWork, totals: RunTotals, metric: number, { a, b, half }: RunPair): ThetaBand | null {
  const { band } = work.metrics[metric]!;
  if (band === null) return null;
  return bandOf(`ips_dcg@${band.cutoff}`, totals.bands.differences(a, b, metric, half));
}

/**
 * Why nothing may be claimed of b against a (definitions.md B4, A14), or null: the first reason of the model, then of the
 * axes.
 */
export function pairDoubt(study: Study, work: RunWork, totals: RunTotals, pair: RunPair): string | null {
  const { contest, facts, model, axes } = study;
  const doubt = modelDoubt({ contest, facts, baseline: model.name, model: model.name });
  if (doubt !== null) return doubt;
  for (const [m, axis] of axes.entries()) {
    const reason = axisDoubt(axis, runBand(work, totals, m, pair), pair, servedOf(study, work, pair));
    if (reason !== null) return reason;
  }
  return null;
}

/** The model whose order was served, where the study or one of the pair is that order; else null. */
export function servedOf({ model, contest }: Study, { runs }: RunWork, { a, b }: RunPair): string | null {
  const { servedModel } = contest.source;
  if (servedModel === null || model.name === servedModel) return servedModel;
  const isServed = (run: Run) => {
    if (run.form === 'floor') return false;
    const weighed = model.objectives.filter((_, k) => run.weights[k] !== 0);
    return weighed.length === 1 && weighed[0] === servedModel;
  };
  return isServed(runs[a]!) || isServed(runs[b]!) ? servedModel : null;
}

/** The same for one axis alone; `served` of `servedOf`. */
export function axisDoubt(
  { status, label, metric }: Study['axes'][number],
  band: ThetaBand | null,
  { names }: RunPair,
  served: string | null,
): string | null {
  if (status === null || status === 'randomized') return null;
  if (served !== null) {
    return `the label "${label}" comes from what users did on the list that ${served} showed them, which favors that order`;
  }
  if (band === null)
    return 'both are judged on what another order showed, and without positions that cannot be corrected';
  if (band.sign !== 'mixed') return null;
  return `${metric} is judged on what another order showed; ${bandSentence(band, names.b, names.a)}`;
}
