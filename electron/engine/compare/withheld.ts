import type { ThetaBand } from '../../../shared/schemas/compare';
import type { Contest } from './contest';
import type { ContestFacts } from './contestFacts';
import type { ContestMetric } from './contestMetrics';
import type { ContestSource } from './contestSource';
import { bandSentence } from './thetaBand';

/** What a naive metric on a behavioral label may claim (definitions.md B4); null: the label is not behavioral. */
export type BiasStatus = 'biased_to_served' | 'judged_on_served' | 'randomized' | 'corrected' | null;

/** A pair on one metric, and what is known about it. */
export interface Claim {
  contest: Contest;
  facts: ContestFacts;
  metric: ContestMetric;
  baseline: string;
  model: string;
  /** Null where it could not be computed. */
  band: ThetaBand | null;
}

export function biasStatus({ contest, facts, metric, baseline, model }: Omit<Claim, 'band'>): BiasStatus {
  const { source } = contest;
  // What items a list holds is no matter of labels.
  if (metric.kind === 'items') return null;
  const behavioral = source.labels.find(({ name }) => name === metric.label.name)?.behavioral === true;
  if (!behavioral) return null;
  if (facts.randomized) return 'randomized';
  if (metric.kind === 'weighted') return 'corrected';
  return servedOf(source, [baseline, model]) === undefined ? 'judged_on_served' : 'biased_to_served';
}

/**
 * Why no verdict may be given on a pair, or null: position bias of behavioral labels (B4), requests inside a training
 * window, broken fidelity (A14). What unjudged items could do is decided beside the interval.
 */
export function withheldReason(claim: Claim): string | null {
  return modelDoubt(claim) ?? biasDoubt(claim);
}

/** Why nothing that rests on these models may be claimed, or null. */
export function modelDoubt({ facts, baseline, model, contest }: Omit<Claim, 'band' | 'metric'>): string | null {
  for (const name of [baseline, model]) {
    const inside = facts.insideTraining.get(name);
    if (inside !== undefined) {
      const window = contest.source.trained.get(name)!;
      const when = [window.from, window.to].map((end) => end?.slice(0, 10) ?? '…').join(' to ');
      return `${inside.toLocaleString('en-US')} of these requests lie inside the training window of ${name} (${when})`;
    }
    const fidelity = facts.fidelity.get(name);
    if (fidelity?.verdict === 'broken') {
      const cause = fidelity.cause ? `: ${fidelity.cause}` : '';
      return `the file of ${name} does not give the scores that were served (fidelity broken${cause})`;
    }
  }
  return null;
}

function biasDoubt(claim: Claim): string | null {
  const { metric, baseline, model, band, contest } = claim;
  const label = metric.label.name;
  const hint = band === null ? '' : `; ${bandSentence(band, model, baseline)}`;
  switch (biasStatus(claim)) {
    case 'biased_to_served': {
      const served = servedOf(contest.source, [baseline, model])!;
      return `the label "${label}" comes from what users did on the list that ${served} showed them, which favors it${hint}`;
    }
    case 'judged_on_served':
      if (band === null) {
        return `both are judged on what another order showed, and without positions that cannot be corrected`;
      }
      return band.sign === 'mixed' ? `both are judged on what another order showed${hint}` : null;
    case 'corrected':
      if (contest.source.examination !== null && metric.spec.parameters.eta === undefined) return null;
      return band !== null && band.sign !== 'mixed' ? null : `examination is assumed, not estimated${hint}`;
    default:
      return null;
  }
}

function servedOf(source: ContestSource, names: readonly string[]): string | undefined {
  return names.find((name) => name === '@logged' || name === source.servedModel);
}

const needsEveryRelevant = new Set(['recall', 'recall_capped', 'hit']);

/**
 * Why a metric means nothing on this log, or null (definitions.md A12): where only shown items were logged, relevant
 * items that nobody saw are missing from every list and from R.
 */
export function refusedMetric(source: ContestSource, name: string): string | null {
  if (source.candidates !== 'shown' || source.union || !needsEveryRelevant.has(name)) return null;
  return `the log holds only items that were shown: relevant items that nobody saw are missing, so ${name} is not known`;
}
