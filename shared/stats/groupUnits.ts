import type { RandomSource } from './random';
import type { UnitSums } from './units';

/** More units than this are dealt into as many groups before resampling (definitions A10, large n). */
export const maxResampledUnits = 2000;

/**
 * Deals `unitCount` units at random into `groups` groups whose sizes differ by at most one: the group of each unit.
 * A Fisher-Yates shuffle of 0..n-1, taken modulo `groups`.
 */
export function dealUnits(unitCount: number, groups: number, random: RandomSource): Uint32Array {
  const order = new Uint32Array(unitCount);
  for (let i = 0; i < unitCount; i++) order[i] = i;
  for (let i = unitCount - 1; i > 0; i--) {
    const j = random.next(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  const groupOf = new Uint32Array(unitCount);
  for (let i = 0; i < unitCount; i++) groupOf[order[i]!] = i % groups;
  return groupOf;
}

/** Sums and counts of the units by group. */
export function sumGroups(units: UnitSums, groupOf: Uint32Array, groups: number): UnitSums {
  const sums = new Float64Array(groups);
  const counts = new Float64Array(groups);
  for (let unit = 0; unit < groupOf.length; unit++) {
    const group = groupOf[unit]!;
    sums[group] = sums[group]! + units.sums[unit]!;
    counts[group] = counts[group]! + units.counts[unit]!;
  }
  return { sums, counts };
}
