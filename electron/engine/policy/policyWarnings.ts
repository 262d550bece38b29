import { countText } from '../../../shared/estimators/countText';
import { percent } from '../../../shared/estimators/percent';
import type { CiMethod } from '../../../shared/stats/bootstrap';
import { maxResampledUnits } from '../../../shared/stats/groupUnits';
import type { RowFate } from '../sql/policy/policyRows';
import type { PolicyEstimate, RowCounts, TargetGaps } from './policyResult';

interface Facts {
  counts: RowCounts;
  targets: readonly { name: string; gaps: TargetGaps; estimates: readonly PolicyEstimate[] }[];
  rewardModel: string | null;
  method: CiMethod;
  unit: string;
  units: number;
  draws: number;
}

const fateWords: Readonly<Record<Exclude<RowFate, 'used' | 'notRandomized'>, string>> = {
  notShown: 'no position: they were not shown',
  noPropensity: 'no propensity',
  zeroPropensity: 'a propensity of 0 or below',
  propensityAboveOne: 'a propensity above 1',
  noReward: 'no reward',
  noWeight: 'no sampling weight above 0',
};

/** What a person must know beside the numbers, as sentences. */
export function policyWarnings({ counts, targets, rewardModel, method, unit, units, draws }: Facts): string[] {
  const warnings: string[] = [];
  const log = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (counts.notRandomized > 0) {
    warnings.push(
      `Only the ${percent(counts.used / log)} of rows that chance chose are used: ${number(counts.used)} of ${number(log)}.`,
    );
  }
  for (const [fate, words] of Object.entries(fateWords)) {
    const rows = counts[fate as RowFate];
    if (rows > 0) warnings.push(`Left out: ${countText(rows, 'row')} with ${words}.`);
  }
  for (const target of targets) warnings.push(...targetWarnings(target, counts.used, rewardModel, draws));
  if (method === 'grouped-bootstrap' && draws > 0) {
    warnings.push(`Intervals resample ${number(maxResampledUnits)} random groups of the ${number(units)} ${unit}s.`);
  }
  return warnings;
}

function targetWarnings(
  { name, gaps, estimates }: Facts['targets'][number],
  used: number,
  rewardModel: string | null,
  draws: number,
): string[] {
  const warnings: string[] = [];
  if (gaps.missingRows > 0) {
    const pairs = gaps.missingPairs === null ? '' : ` (${number(gaps.missingPairs)} items and places)`;
    warnings.push(
      `"${name}" does not name what ${number(gaps.missingRows)} of ${number(used)} rows show${pairs}: its probability is 0 there.`,
    );
  }
  if (gaps.placelessRows > 0) {
    warnings.push(`"${name}" names nothing at all in the place of ${countText(gaps.placelessRows, 'row')}.`);
  }
  if (gaps.placesOff > 0) {
    warnings.push(
      `Places where the probabilities of "${name}" do not sum to 1: ${number(gaps.placesOff)} of ${number(gaps.places)}, off by ${gaps.worstSum.toPrecision(2)} at most.`,
    );
  }
  if (rewardModel !== null && (gaps.unfittedRows ?? 0) > 0) {
    warnings.push(
      `"${rewardModel}" has no value for what is shown in ${countText(gaps.unfittedRows!, 'row')}: it counts as 0 there.`,
    );
  }
  const most = Math.max(0, ...estimates.map(({ nullDraws }) => nullDraws));
  if (most > 0) warnings.push(`In ${number(most)} of ${number(draws)} draws an estimate of "${name}" has no value.`);
  return warnings;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
