import { formatSigned } from '../../../shared/format/numbers';
import type { ParetoPointRow } from '../../../shared/pareto/paretoSchemas';
import type { Run, WeightedObjective } from '../../../shared/pareto/planRuns';
import { pointText } from '../../../shared/pareto/pointText';
import { candidateWarnings, claimWarnings } from '../compare/contestWarnings';
import type { Study } from './study';

/** What the front says, in words: how many lie on it, and where the case's weights stand. */
export function paretoSentence({ axes }: Study, points: readonly ParetoPointRow[], halves: boolean): string {
  const front = points.filter((point) => point.front).length;
  const count = `${front} of ${points.length} weightings ${front === 1 ? 'is' : 'are'} dominated by no other`;
  const own = points[0]!;
  const name = `the case's weights (${pointText(own)})`;
  if (own.front) return `${count}, ${name} among them.`;
  const rival = own.dominatedBy === null ? null : points[own.dominatedBy]!;
  if (!rival) return `${count}. ${upper(name)} have no value.`;
  const where = halves ? ' on the other half of the users' : '';
  const gains = own.lead!.map(({ delta, ci }, m) => {
    const ends =
      ci === null || own.statistically === null ? '' : ` [${ci.map((end) => formatSigned(end, 4)).join(', ')}]`;
    return `${delta === null ? 'no value' : formatSigned(delta, 4)}${ends} ${axes[m]!.metric}`;
  });
  return `${count}. ${upper(name)} are dominated by ${pointText(rival)}: ${gains.join(', ')}${where}, ${certaintyOf(own)}.`;
}

function certaintyOf({ statistically, statisticallyReason }: ParetoPointRow): string {
  if (statistically === null) return `withheld: ${statisticallyReason}`;
  return statistically ? 'more than chance explains' : 'which chance may explain';
}

/** What a reader must know before trusting the numbers: one sentence each. */
export function paretoWarnings(
  study: Study,
  facts: { halves: boolean; asked: boolean; objectives: readonly WeightedObjective[]; runs: readonly Run[] },
): string[] {
  const { model } = study;
  const warnings = claimLimits(study);
  if (!facts.halves) {
    const why = facts.asked ? 'There are too few users for two halves: weights' : 'Weights';
    warnings.push(`${why} were chosen and scored on the same requests, so the best of them look better than they are.`);
  }
  const flat = model.objectives.filter((_, k) => facts.objectives[k]!.spread === 0);
  if (flat.length > 0) warnings.push(`${flat.join(', ')} has one value in every list: its weight moves nothing.`);
  const isSumOnly = facts.objectives.some(({ hasLogarithm }) => !hasLogarithm);
  if (isSumOnly) warnings.push('No products were run: an objective has predictions below 0.');
  return [...warnings, ...study.warnings];
}

/** What numbers on this log are and are not. */
export function claimLimits({ contest, axes, facts }: Study): string[] {
  const { source } = contest;
  const warnings: string[] = [];
  const behavioral = axes.filter(({ status }) => status !== null && status !== 'randomized');
  if (behavioral.length > 0) {
    const names = [...new Set(behavioral.map(({ label }) => `"${label}"`))].join(' and ');
    warnings.push(
      `${names} ${behavioral.length > 1 ? 'are' : 'is'} logged behavior: values say how well lists agree with it among the items that were shown, not what would have happened.`,
    );
    if (source.randomized !== null) {
      warnings.push(
        'The log marks rows in random order: estimates of what would have happened need those, and are not made here.',
      );
    }
  }
  return [...warnings, ...candidateWarnings(source), ...claimWarnings(contest, facts)];
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
