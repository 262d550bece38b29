import { partsOf, sliceOf } from '../slices/sliceParts';

/** A period: `from` included, `to` excluded, milliseconds UTC; null is open. */
export interface Period {
  from: number | null;
  to: number | null;
}

/** A time as a predicate writes it: `2026-06-09`, `2026-06-09 12:30:00`. */
function stamp(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** The predicate of a period over the time column as predicates name it; null for all time. */
export function periodText(column: string, { from, to }: Period): string | null {
  const parts = [
    ...(from === null ? [] : [`${column} >= '${stamp(from)}'`]),
    ...(to === null ? [] : [`${column} < '${stamp(to)}'`]),
  ];
  return parts.length === 0 ? null : parts.join(' AND ');
}

/** The period that a part of a slice says, as `periodText` or a person writes it; null when it says something else. */
export function periodOf(part: string, column: string): Period | null {
  const period: Period = { from: null, to: null };
  const bounds = part.split(/\s+AND\s+/i);
  for (const bound of bounds) {
    const match = /^(.+?)\s*(>=|<)\s*'([^']+)'$/.exec(bound.trim());
    if (!match || match[1] !== column) return null;
    const time = readStamp(match[3]!);
    const side = match[2] === '>=' ? 'from' : 'to';
    if (time === null || period[side] !== null) return null;
    period[side] = time;
  }
  return period;
}

/** The period that a slice holds, and the slice without it. */
export function splitPeriod(slice: string | null, column: string): { period: Period | null; rest: string[] } {
  const parts = partsOf(slice);
  const at = parts.findIndex((part) => periodOf(part, column) !== null);
  if (at < 0) return { period: null, rest: parts };
  return { period: periodOf(parts[at]!, column), rest: parts.filter((_, i) => i !== at) };
}

/** The slice with this period in place of the one that it had; a null period takes it away. */
export function withPeriod(slice: string | null, column: string, period: Period | null): string | null {
  const { rest } = splitPeriod(slice, column);
  const text = period && periodText(column, period);
  return sliceOf(text === null ? rest : [...rest, text]);
}

function readStamp(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?Z?$/.test(text)) return null;
  const time = Date.parse(`${text.replace(' ', 'T').replace(/Z$/, '')}${text.length > 10 ? 'Z' : ''}`);
  return Number.isNaN(time) ? null : time;
}
