import type { IntegerCounts } from '../../../shared/slices/profileSchemas';

const mostValues = 50;

/** How often each whole number from 0 (or the least) on occurs; beyond 50 values the last stands for itself and more. */
export function integerCounts(values: Iterable<number>): IntegerCounts {
  const counts = new Map<number, number>();
  let sum = 0;
  let size = 0;
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    sum += value;
    size += 1;
  }
  const sorted = [...counts.keys()].sort((a, b) => a - b);
  const least = Math.min(sorted[0] ?? 0, 1);
  const most = sorted.at(-1) ?? -1;
  const length = Math.max(0, Math.min(most - least + 1, mostValues));
  const listed = Array.from({ length }, (_, i) => least + i);
  const result = listed.map((value) => counts.get(value) ?? 0);
  const open = length > 0 && most > least + length - 1;
  if (open) for (const value of sorted) if (value > listed[length - 1]!) result[length - 1]! += counts.get(value)!;
  return { values: listed, counts: result, open, mean: size === 0 ? null : sum / size };
}
