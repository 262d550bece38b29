import type { FidelityOnset } from '../../../shared/fidelity/fidelitySchemas';
import { type BucketCounts, findOnset, firstFifth, type ReferencePhases } from '../../../shared/stats/onset';

/** Units and failed units of one local hour since 1970; `reference` of them lie in the declared reference span. */
export interface HourCount {
  hour: number;
  rows: number;
  failed: number;
}

type Counts = Pick<HourCount, 'rows' | 'failed'>;

const hourMs = 3_600_000;
/** Hours with fewer units than this on average are counted by day: one bad request would be an onset. */
const leastUnitsAnHour = 100;

/** So many days of hours are compared each with its own hour of the day, where that is asked for. */
const leastDays = 7;

export interface OnsetOptions {
  /** So many units count as one, because they fail together. */
  designEffect?: number;
  /**
   * From a week of hours on, an hour is compared with the same hour of the day in the reference span, whose hours it
   * gives (null: the first fifth); absent: with the whole span.
   */
  sameHour?: { reference: readonly HourCount[] | null };
}

/**
 * Onset of failures over hours or days (definitions D1). `reference` null: the first fifth of the buckets. Null without
 * any unit. `hours` rise; hour -1 stands for rows without a time and is left out.
 */
export function onsetOf(
  hours: readonly HourCount[],
  reference: { rows: number; failed: number } | null,
  timezone: string,
  { designEffect = 1, sameHour }: OnsetOptions = {},
): FidelityOnset | null {
  const timed = hours.filter(({ hour, rows }) => hour >= 0 && rows > 0);
  if (timed.length === 0) return null;
  const units = timed.reduce((sum, { rows }) => sum + rows, 0) / designEffect;
  const bucket = units / timed.length >= leastUnitsAnHour ? 'hour' : 'day';
  const filled = bucket === 'hour' ? timed : byDay(timed);
  const counts: BucketCounts = { rows: filled.map(({ rows }) => rows), failed: filled.map(({ failed }) => failed) };
  const span = reference ?? firstFifth(counts);
  const perUnit = (count: number) => count / designEffect;
  const fewer = ({ rows, failed }: Counts) => ({ rows: perUnit(rows), failed: perUnit(failed) });
  const isLong = bucket === 'hour' && filled.at(-1)!.hour - filled[0]!.hour >= 24 * leastDays - 1;
  const phases = sameHour && isLong ? phasesOf(filled, sameHour.reference) : null;
  const found = findOnset(
    { rows: Array.from(counts.rows, perUnit), failed: Array.from(counts.failed, perUnit) },
    fewer(span),
    phases ? { of: phases.of, reference: phases.reference.map(fewer) } : undefined,
  );
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

function phasesOf(filled: readonly HourCount[], declared: readonly HourCount[] | null): ReferencePhases {
  const reference = Array.from({ length: 24 }, () => ({ rows: 0, failed: 0 }));
  for (const { hour, rows, failed } of declared ?? filled.slice(0, Math.floor(filled.length / 5))) {
    const phase = reference[hour % 24]!;
    phase.rows += rows;
    phase.failed += failed;
  }
  return { of: filled.map(({ hour }) => hour % 24), reference };
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
