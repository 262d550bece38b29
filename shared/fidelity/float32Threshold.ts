import { countBelow } from '../stats/sortedCounts';

const bits = new Uint32Array(1);
const single = new Float32Array(bits.buffer);

/** Steps from -∞ on in float32, so that neighbors differ by 1. */
function ordinal(value: number): number {
  single[0] = value;
  const raw = bits[0]!;
  return raw & 0x8000_0000 ? 0x7fff_ffff - (raw & 0x7fff_ffff) : 0x7fff_ffff + raw;
}

/** Whether two numbers are equal or neighbors after rounding to float32. False for NaN. */
export function withinOneFloat32(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  return Math.abs(ordinal(a) - ordinal(b)) <= 1;
}

/** Whether a value lies within 1 float32 ulp of one of the thresholds, which rise. */
export function isNearThreshold(value: number, thresholds: Float64Array): boolean {
  if (Number.isNaN(value)) return false;
  const next = countBelow(thresholds, value);
  return [next - 1, next].some((at) => thresholds[at] !== undefined && withinOneFloat32(value, thresholds[at]!));
}
