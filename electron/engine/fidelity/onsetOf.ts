import type { FidelityOnset } from '../../../shared/fidelity/fidelitySchemas';
import { type BucketCounts, findOnset, firstFifth } from '../../../shared/stats/onset';

/** Units and failed units of one local hour since 1970; `reference` of them lie in the declared reference span. */
export interface HourCount {
  hour: number;
  rows: number;
  failed: number;
}

const hourMs = 3_600_000;
/** Hours with fewer units than this on average are counted by day: one bad request would be an onset. */
const leastUnitsAnHour = 100;

/**
 * Onset of failures over hours or days (definitions D1). `reference` null: the first fifth of the buckets. Null without
 * any unit. `hours` rise; hour -1 stands for rows without a time and is left out.
 */
export function onsetOf(
  hours: readonly HourCount[],
  reference: { rows: number; failed: number } | null,
  timezone: string,
): FidelityOnset | null {
  const timed = hours.filter(({ hour, rows }) => hour >= 0 && rows > 0);
  if (timed.length === 0) return null;
  const units = timed.reduce((sum, { rows }) => sum + rows, 0);
  const bucket = units / timed.length >= leastUnitsAnHour ? 'hour' : 'day';
  const filled = bucket === 'hour' ? timed : byDay(timed);
  const counts: BucketCounts = { rows: filled.map(({ rows }) => rows), failed: filled.map(({ failed }) => failed) };
  const span = reference ?? firstFifth(counts);
  const found = findOnset(counts, span);
  if (found === null) return null;
  const from = (at: number | null) => (at === null ? null : textOf(filled[at]!.hour, bucket));
  return {
    bucket,
    timezone,
    reference: { ...span, rate: found.rate, upper: found.upper },
    chronic: found.chronic,
    onset: from(found.onset),
    end: from(found.end),
    buckets: filled.map(({ hour, rows, failed }) => ({ from: textOf(hour, bucket), rows, failed })),
  };
}

function byDay(hours: readonly HourCount[]): HourCount[] {
  const days = new Map<number, HourCount>();
  for (const { hour, rows, failed } of hours) {
    const day = 24 * Math.floor(hour / 24);
    const count = days.get(day) ?? { hour: day, rows: 0, failed: 0 };
    days.set(day, { hour: day, rows: count.rows + rows, failed: count.failed + failed });
  }
  return [...days.values()];
}

function textOf(hour: number, bucket: 'hour' | 'day'): string {
  const text = new Date(hour * hourMs).toISOString();
  return bucket === 'day' ? text.slice(0, 10) : text.slice(0, 16);
}
