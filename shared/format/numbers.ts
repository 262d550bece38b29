/** What stands for a value that is not there. */
export const missing = '–';

const minus = '−';

/**
 * Decimals that a column of numbers shares: 0 when all are integers, 4 when the largest magnitude lies in [0.01, 1]
 * (metrics and rates), else as many as give it 4 significant digits. Values that are not finite do not count.
 */
export function columnDecimals(values: Iterable<number>): number {
  let largest = 0;
  let integers = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value));
    integers &&= Number.isInteger(value);
  }
  if (integers) return 0;
  return largest <= 1 && largest >= 0.01 ? 4 : significantDecimals(largest, 4);
}

/** Decimals at which `largest` shows `digits` significant digits, never negative. */
export function significantDecimals(largest: number, digits: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 0;
  return Math.max(0, Math.min(12, digits - 1 - Math.floor(Math.log10(largest))));
}

/** A number with fixed decimals and separated thousands; "–" for null. */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return missing;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${minus}∞`;
  return withMinus(fixedFormat(decimals).format(value));
}

/** A difference: always with a sign, but for an exact zero. */
export function formatSigned(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return formatFixed(value, decimals);
  if (value === 0) return formatFixed(0, decimals);
  const sign = value > 0 ? '+' : minus;
  return sign + formatFixed(Math.abs(value), decimals);
}

/** An interval as [lo, hi], signed when it is one of differences. */
export function formatInterval(
  interval: readonly [number, number] | null | undefined,
  decimals: number,
  kind: 'plain' | 'signed' = 'plain',
): string {
  if (!interval) return missing;
  const format = kind === 'signed' ? formatSigned : formatFixed;
  return `[${format(interval[0], decimals)}, ${format(interval[1], decimals)}]`;
}

/** A share in [0, 1] as percent with one decimal. A share that is not whole never reads 0.0% or 100.0%. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return formatFixed(share, 1);
  if (share > 0 && share < 0.0005) return '< 0.1%';
  if (share < 1 && share >= 0.9995) return '> 99.9%';
  return `${formatFixed(share * 100, 1)}%`;
}

/** A count with separated thousands. */
export function formatCount(value: number | null | undefined): string {
  return formatFixed(value, 0);
}

/** A count with its noun: "1 row", "12,403 rows". The plural is `noun` + s unless given. */
export function formatCounted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/** A probability of a test: 4 decimals, "< 0.0001" below. */
export function formatP(value: number | null | undefined): string {
  if (value !== null && value !== undefined && value < 0.0001 && value >= 0) return '< 0.0001';
  return formatFixed(value, 4);
}

/** The shortest text that reads back as the same number: what hover shows and what copy gives. */
export function exactNumber(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in powers of 1000, three significant digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatFixed(value, unit === 0 ? 0 : significantDecimals(Math.max(1, value), 3))} ${byteUnits[unit]}`;
}

/** Digits after the second that times need: 0, 3 for milliseconds, 6 for microseconds. Input: epoch ms. */
export function timeDigits(values: Iterable<number>): 0 | 3 | 6 {
  let digits: 0 | 3 = 0;
  for (const value of values) {
    if (!Number.isInteger(value)) return 6;
    if (value % 1000 !== 0) digits = 3;
  }
  return digits;
}

/** A moment in UTC, `2026-07-14 08:30:00`, with 0, 3 or 6 digits after the second. Input: epoch ms. */
export function formatTime(milliseconds: number | null | undefined, digits: 0 | 3 | 6 = 0): string {
  if (milliseconds === null || milliseconds === undefined) return missing;
  const date = new Date(Math.floor(milliseconds));
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  const micros = Math.round((milliseconds - Math.floor(milliseconds)) * 1000);
  const text = date.toISOString().replace('T', ' ').replace('Z', '') + String(micros).padStart(3, '0');
  return digits === 0 ? text.slice(0, -7) : text.slice(0, text.length - 6 + digits);
}

const formats = new Map<number, Intl.NumberFormat>();

function fixedFormat(decimals: number): Intl.NumberFormat {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(decimals, format);
  }
  return format;
}

function withMinus(text: string): string {
  return text.replace('-', minus);
}
