import type { ThetaBand } from '../../../shared/schemas/compare';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { weightsOf } from './contestUnits';
import { rankOrder } from './listRanks';
import { sampledMean, weightedRefusal } from './otherMetrics';
import { pick } from './requestSet';
import { powerExamination, weightedClicks } from './weightedClicks';

/** The exponents of position bias that a verdict on behavioral labels must survive (definitions.md B4). */
export const bandEtas = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5];

/**
 * Per metric id, the band of every pair: differences of `ips_dcg@K` with examination k^-eta, unclipped. Only metrics on
 * behavioral labels of a log with positions have one.
 */
export async function thetaBands(contest: Contest, options: EvaluateOptions): Promise<Map<string, ThetaBand[]>> {
  const { source, set, settings, contestants } = contest;
  const found = new Map<string, ThetaBand[]>();
  const biased = contest.metrics.filter(
    ({ kind, label }) => kind !== 'items' && weightedRefusal(contest, label.name) === null,
  );
  if (contestants.length < 2) return found;
  const sampling = await weightsOf(source, set);
  for (const label of new Set(biased.map((metric) => metric.label))) {
    const own = biased.filter((metric) => metric.label === label);
    const cutoffs = [...new Set(own.map((metric) => cutoffOf(contest, metric)))];
    const metrics = cutoffs.flatMap((cutoff) =>
      bandEtas.map((eta) => ({
        name: 'ips_dcg' as const,
        cutoff,
        level: settings.relLevel,
        theta: powerExamination(eta),
        tau: 0,
      })),
    );
    const frame = await source.data.requestFrame();
    const work = { label: label.name, frame, order: rankOrder(settings), contestants, metrics };
    const results = await weightedClicks(source.data.db, work, options);
    for (const metric of own) {
      const at = cutoffs.indexOf(cutoffOf(contest, metric)) * bandEtas.length;
      const means = bandEtas.map((_, e) =>
        results[at + e]!.values.map((values) => sampledMean(pick(values, set), sampling) ?? 0),
      );
      const id = `ips_dcg@${cutoffOf(contest, metric)}`;
      found.set(
        metric.id,
        contestants.slice(1).map((_, i) =>
          bandOf(
            id,
            means.map((byContestant) => byContestant[i + 1]! - byContestant[0]!),
          ),
        ),
      );
    }
  }
  return found;
}

function cutoffOf({ source }: Contest, { spec }: ContestMetric): number {
  return spec.cutoff ?? source.metrics.k;
}

export function bandOf(metric: string, deltas: readonly number[]): ThetaBand {
  const signs = deltas.map(signOf);
  const first = signs[0]!;
  const constant = signs.every((sign) => sign === first);
  const sign = !constant ? 'mixed' : first > 0 ? 'better' : first < 0 ? 'worse' : 'none';
  return { metric, etas: [...bandEtas], deltas: [...deltas], sign };
}

/** What the band says of B against A, in words. */
export function bandSentence({ deltas, sign }: ThetaBand, model: string, baseline: string): string {
  if (sign === 'none') return 'corrected for position bias the two do not differ';
  if (sign !== 'mixed') return `corrected for position bias ${model} is ${sign} at every strength of it that was tried`;
  const turns = bandEtas.slice(1).flatMap((_, i) => (signOf(deltas[i]!) === signOf(deltas[i + 1]!) ? [] : [i]));
  if (turns.length !== 1) return 'its sign changes with the strength of position bias that is assumed';
  const at = turns[0]!;
  const [left, right] = [deltas[at]!, deltas[at + 1]!];
  const eta = bandEtas[at]! + ((bandEtas[at + 1]! - bandEtas[at]!) * left) / (left - right);
  const winner = signOf(deltas.at(-1)!) > 0 ? model : baseline;
  return `${winner} wins if position bias is stronger than η ≈ ${eta.toFixed(1)}`;
}

function signOf(value: number): number {
  return Math.abs(value) <= 1e-12 ? 0 : Math.sign(value);
}
