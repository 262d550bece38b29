import { formatPercent } from '../../../shared/format/numbers';
import { presetConflict } from '../../../shared/metrics/presetConflicts';
import type { CompareResult } from '../../../shared/schemas/compare';
import type { Contest } from './contest';
import type { ContestFacts } from './contestFacts';
import type { ContestSource } from './contestSource';
import type { Findings } from './findings';
import { itemWarnings } from './itemWords';
import { sizeOf } from './requestSet';
import { crossingLimit } from './settleTies';

/** What a reader must know before trusting the numbers: one sentence each. */
export function contestWarnings(contest: Contest, findings: Findings, weights?: CompareResult['weights']): string[] {
  return [
    ...candidateWarnings(contest.source),
    ...(weights === undefined ? [] : [weightWarning(weights, sizeOf(contest.set))]),
    ...contest.metrics.flatMap(({ spec, id }) => presetConflict(spec, id, contest.preset) ?? []),
    ...tieWarnings(contest),
    ...missingLists(contest, findings),
    ...itemWarnings(contest, findings),
    ...claimWarnings(contest, findings.facts),
    ...(findings.inference?.note ? [findings.inference.note] : []),
  ];
}

/** What the log's choice of rows means for every number. */
export function candidateWarnings(source: ContestSource): string[] {
  const warnings: string[] = [];
  if (source.candidates === 'shown' && !source.union) {
    warnings.push(
      'The log holds only items that were shown: this is a re-rank of those; nothing is known about others.',
    );
  }
  if (source.candidates === 'sampled') {
    warnings.push('The log holds a sample of the candidates: absolute values depend on the sampling rate.');
  }
  if (source.rowsNotShown > 0 && !source.union) {
    warnings.push(
      `${count(source.rowsNotShown)} rows were not shown to anyone; models rank them too, @logged does not.`,
    );
  }
  return warnings;
}

function weightWarning(weights: NonNullable<CompareResult['weights']>, requests: number): string {
  const { effectiveRequests, requestsWithout } = weights;
  const without = requestsWithout === 0 ? '' : `; ${count(requestsWithout)} requests have no weight and are left out`;
  return `Means are weighted by the sampling weights of the log: ${count(requests)} requests are worth ${count(Math.round(effectiveRequests))} of equal weight${without}.`;
}

function tieWarnings({ tieShare, source }: Contest): string[] {
  if (tieShare === null || tieShare <= crossingLimit) return [];
  const { k } = source.metrics;
  return [
    `${formatPercent(tieShare)} of a model's lists have equal scores across rank ${k}: values are means over all orders of equal scores; tiesMin and tiesMax give the worst and the best order.`,
  ];
}

function missingLists({ contestants }: Contest, { vectors }: Findings): string[] {
  return contestants.flatMap(({ name }, c) => {
    const lengths = vectors[0]?.listLength[c] ?? new Uint32Array(0);
    const missing = lengths.reduce((n, length) => n + (length === 0 ? 1 : 0), 0);
    return missing > 0 ? [`${name} has no list for ${count(missing)} requests; they are left out.`] : [];
  });
}

/** Training windows, immature labels and guardrails without a margin. */
export function claimWarnings(contest: Contest, facts: ContestFacts): string[] {
  const warnings: string[] = [];
  for (const [name, inside] of facts.insideTraining) {
    warnings.push(
      `${count(inside)} requests lie inside the training window of ${name}: its numbers are optimistic there.`,
    );
  }
  for (const [label, share] of facts.mature) {
    if (share !== null && share < 1) {
      warnings.push(
        `${formatPercent(1 - share)} of the requests are too young for "${label}": their labels are null, not negative.`,
      );
    }
  }
  const guardrails = contest.metrics.filter(({ role }) => role === 'guardrail');
  if (guardrails.length > 0 && contest.source.metrics.margin === 0) {
    warnings.push('Guardrails are tested against a margin of 0: declare metrics.margin in case.yaml.');
  }
  return warnings;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
