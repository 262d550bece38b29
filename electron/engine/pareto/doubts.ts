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
    const reason = axisDoubt(axis, runBand(work, totals, m, pair), pair, model.name);
    if (reason !== null) return reason;
  }
  return null;
}

/** The same for one axis alone. */
export function axisDoubt(
  { status, label, metric }: Study['axes'][number],
  band: ThetaBand | null,
  { names }: RunPair,
  model: string,
): string | null {
  if (status === null || status === 'randomized') return null;
  if (status === 'biased_to_served') {
    return `the label "${label}" comes from what users did on the list that ${model} showed them, which favors its own weights`;
  }
  if (band === null)
    return 'both are judged on what another order showed, and without positions that cannot be corrected';
  if (band.sign !== 'mixed') return null;
  return `${metric} is judged on what another order showed; ${bandSentence(band, names.b, names.a)}`;
}
