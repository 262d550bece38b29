import type { PlotTick } from './plotTypes';

const dayMs = 86_400_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The beginning of a bucket as short as its width allows, in UTC: `Jul 3`, `Jul 3 14:00`. */
export function bucketText(start: number, width: number): string {
  const date = new Date(start);
  const day = `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
  return width >= dayMs ? day : `${day} ${date.toISOString().slice(11, 16)}`;
}

/** What one bucket lasts, in words: `hour`, `6 hours`, `day`, `7 days`. */
export function widthText(width: number): string {
  const [size, unit] =
    width % dayMs === 0 ? [dayMs, 'day'] : width % 3_600_000 === 0 ? [3_600_000, 'hour'] : [60_000, 'minute'];
  const count = Math.round((width / size) * 10) / 10;
  return count === 1 ? unit : `${count} ${unit}s`;
}

/** About `count` ticks under buckets of time, at the beginnings of buckets that are evenly apart. */
export function timeTicks(starts: readonly number[], width: number, count = 4): PlotTick[] {
  if (starts.length === 0) return [];
  const every = Math.max(1, Math.ceil(starts.length / count));
  const span = starts.length * width;
  return starts.flatMap((start, at) =>
    at % every === 0 ? [{ at: at + 0.5, text: bucketText(start, span > 3 * dayMs ? dayMs : width) }] : [],
  );
}
