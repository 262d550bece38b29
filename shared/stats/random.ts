/** Where every resampling function takes its integers from. Tests pass scripted sources. */
export interface RandomSource {
  /** A uniform integer in [0, n), 1 <= n <= 2^32, without modulo bias. */
  next(n: number): number;
}

/** Stored in reports beside seed and number of draws. */
export const generatorName = 'sfc32';

const two32 = 4294967296;
const largestExact = 2 ** 21;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), its state filled by splitmix32 from the seed and stirred 12 times. The seed
 * is taken modulo 2^32 of its integer part. The same seed gives the same sequence everywhere.
 */
export function seededRandom(seed: number): RandomSource {
  const raw = sfc32(seed);
  return {
    next(n) {
      if (n === two32) return raw();
      return n <= largestExact ? byMultiplication(raw, n) : byRejection(raw, n);
    },
  };
}

/** Lemire 2019, exact in float64 while raw * n < 2^53: the high word, drawn again where the low word is over-full. */
function byMultiplication(raw: () => number, n: number): number {
  let product = raw() * n;
  let high = Math.floor(product / two32);
  let low = product - high * two32;
  if (low < n) {
    const threshold = two32 % n;
    while (low < threshold) {
      product = raw() * n;
      high = Math.floor(product / two32);
      low = product - high * two32;
    }
  }
  return high;
}

/** Numbers at or above the largest multiple of n are drawn again, otherwise small results would be likelier. */
function byRejection(raw: () => number, n: number): number {
  const limit = two32 - (two32 % n);
  let value = raw();
  while (value >= limit) value = raw();
  return value % n;
}

/** A uniform number in [0, 1) with 32 random bits. */
export function nextUnit(random: RandomSource): number {
  return random.next(two32) / two32;
}

function splitmix32(seed: number): () => number {
  let state = Math.trunc(seed) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
}

function sfc32(seed: number): () => number {
  const fill = splitmix32(seed);
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  const raw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) raw();
  return raw;
}
