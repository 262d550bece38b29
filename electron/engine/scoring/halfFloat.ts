const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The bits of the nearest IEEE half (ties to even) of a number; what is too large is infinite. */
export function toHalf(value: number): number {
  single[0] = value;
  const from = bits[0]!;
  const sign = (from >>> 16) & 0x8000;
  const rest = from & 0x7fffffff;
  if (rest > 0x7f800000) return sign | 0x7e00;
  if (rest >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 halves are multiples of 2^-24, and adding 0.5 in single precision rounds to exactly those.
  if (rest < 0x38800000) {
    single[0] = Math.abs(single[0]!) + 0.5;
    return sign | (bits[0]! - 0x3f000000);
  }
  const odd = (rest >>> 13) & 1;
  return sign | ((rest - 0x38000000 + 0xfff + odd) >>> 13);
}

/** The number that the bits of an IEEE half stand for. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
