import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import type { Period } from './timeRange';

type Buckets = Pick<TimeStrip, 'starts' | 'width'>;

/** A range of buckets: `first` included, `end` excluded. */
export interface Range {
  first: number;
  end: number;
}

/** Where a time lies on the strip, from 0 to 1; outside of it when the log has no request then. */
export function shareOf(time: number, { starts, width }: Buckets): number {
  return (time - starts[0]!) / (width * starts.length);
}

/** The bucket under a place from 0 to 1, within the strip. */
export function bucketAt(share: number, { starts }: Buckets): number {
  return Math.max(0, Math.min(starts.length - 1, Math.floor(share * starts.length)));
}

/** The buckets that a period touches. */
export function rangeOf(period: Period | null, { starts, width }: Buckets): Range {
  const count = starts.length;
  const place = (time: number) => (time - starts[0]!) / width;
  const first = period?.from == null ? 0 : Math.floor(place(period.from));
  const end = period?.to == null ? count : Math.ceil(place(period.to));
  const inside = (at: number) => Math.max(0, Math.min(count, at));
  return { first: Math.min(inside(first), count - 1), end: Math.max(inside(end), 1) };
}

/** The period of a range of buckets; open where it reaches an end of the strip, null for the whole strip. */
export function periodOfRange({ first, end }: Range, { starts, width }: Buckets): Period | null {
  const from = first <= 0 ? null : starts[first]!;
  const to = end >= starts.length ? null : starts[end - 1]! + width;
  return from === null && to === null ? null : { from, to };
}

const keySteps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Where a key moves an end of the range; null when it is none of movement. The range keeps at least one bucket. */
export function movedRange(range: Range, edge: keyof Range, key: string, fast: boolean, count: number): Range | null {
  const { first, end } = range;
  const least = edge === 'first' ? 0 : first + 1;
  const most = edge === 'first' ? end - 1 : count;
  const by = keySteps[key];
  if (by === undefined && key !== 'Home' && key !== 'End') return null;
  const at = key === 'Home' ? least : key === 'End' ? most : range[edge] + by! * (fast && Math.abs(by!) === 1 ? 10 : 1);
  return { ...range, [edge]: Math.max(least, Math.min(most, at)) };
}
