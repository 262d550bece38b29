import { neumaierSum } from '../../../shared/stats/neumaier';
import type { UnitSums } from '../../../shared/stats/units';
import type { RunTotals } from './evaluateRuns';
import type { UnitGroups } from './unitGroups';

/** Sums and counts of one metric of one run by the units of a half; each user counts the same in means over users. */
export function unitVector(
  { sums, counts, present }: RunTotals,
  groups: UnitGroups,
  run: number,
  metric: number,
  half: number,
): UnitSums {
  const from = half === 0 ? 0 : groups.ends[half - 1]!;
  const to = groups.ends[half]!;
  const own = { sums: sums[run]![metric]!.slice(from, to), counts: counts[run]![metric]!.slice(from, to) };
  if (groups.by === 'query') return own;
  const requests = present[run]![metric]!.subarray(from, to);
  const weights = own.counts.map((count, unit) => (requests[unit]! > 0 ? count / requests[unit]! : 0));
  return {
    sums: own.sums.map((sum, unit) => (weights[unit]! > 0 ? (weights[unit]! * sum) / own.counts[unit]! : 0)),
    counts: weights,
  };
}

/** `unitVector` of all halves together. */
export function wholeVector(totals: RunTotals, groups: UnitGroups, run: number, metric: number): UnitSums {
  const parts = groups.ends.map((_, half) => unitVector(totals, groups, run, metric, half));
  const joined = (key: keyof UnitSums) => Float64Array.from(parts.flatMap((part) => Array.from(part[key])));
  return { sums: joined('sums'), counts: joined('counts') };
}

/** The mean over the units; null without any. */
export function meanOf({ sums, counts }: UnitSums): number | null {
  const total = neumaierSum(counts);
  return total > 0 ? neumaierSum(sums) / total : null;
}

/** b - a over the same requests; null where the two have values for different ones. */
export function differenceOf(a: UnitSums, b: UnitSums): UnitSums | null {
  if (a.counts.some((count, unit) => count !== b.counts[unit])) return null;
  return { sums: b.sums.map((sum, unit) => sum - a.sums[unit]!), counts: a.counts };
}

/** Requests that a metric has a value for. */
export function requestsWith({ present }: RunTotals, metric: number): number {
  return neumaierSum(present[0]![metric]!);
}
