import { neumaierSum } from './neumaier';
import { normalCdf } from './normal';
import type { RandomSource } from './random';
import type { UnitSums } from './units';

/** How p was computed; stored in reports. */
export type PMethod = 'randomization-exact' | 'randomization-sampled' | 'randomization-normal';

/** Options of `signFlip`. */
export interface SignFlipOptions {
  random: RandomSource;
  /** Sampled flips M; 10,000 by default. */
  flips?: number;
  /** Above this many units with x != 0 the normal limit is used; 2,000 by default. */
  maxUnits?: number;
}

/** Two-sided p of Fisher's randomization test. */
export interface SignFlipResult {
  /** Null below two units. */
  p: number | null;
  method: PMethod;
  /** Flips at least as extreme: of `total` when exact (identity included), b of M when sampled, null when normal. */
  extreme: number | null;
  total: number | null;
}

/**
 * Flips all differences of a unit together: statistic |Σ s_u x_u|/N, x_u the unit's sum and N the number of values.
 * Exact when 2^m <= 20,000 (m units with x != 0; the other units only double both counts), sampled with
 * p = (1+b)/(1+M) up to `maxUnits`, above p = 2Φ(-|Σx|/√Σx²), the limit of the flip distribution, whose variance is
 * exactly Σx². A flip counts as extreme within 1e-12 of the observed mean.
 */
export function signFlip(units: UnitSums, options: SignFlipOptions): SignFlipResult {
  const n = units.sums.length;
  const moving = units.sums.filter((x) => x !== 0);
  const exact = 2 ** moving.length <= 20_000;
  if (n < 2) return { p: null, method: 'randomization-exact', extreme: null, total: null };
  const observed = Math.abs(neumaierSum(moving)) - 1e-12 * neumaierSum(units.counts);
  if (exact) return exactFlips(moving, observed, n);
  if (moving.length > (options.maxUnits ?? 2000)) return normalLimit(moving);
  const flips = options.flips ?? 10_000;
  const extreme = sampledFlips(moving, observed, flips, options.random);
  return { p: sampledP(extreme, flips), method: 'randomization-sampled', extreme, total: flips };
}

/** p of a sampled randomization test, (1+b)/(1+M): never 0 (Phipson & Smyth 2010). */
export function sampledP(extreme: number, flips: number): number {
  return (1 + extreme) / (1 + flips);
}

function exactFlips(moving: Float64Array, observed: number, n: number): SignFlipResult {
  const cases = 2 ** moving.length;
  let extreme = 0;
  for (let code = 0; code < cases; code++) {
    let sum = 0;
    for (let i = 0; i < moving.length; i++) sum += (code >>> i) & 1 ? -moving[i]! : moving[i]!;
    if (Math.abs(sum) >= observed) extreme++;
  }
  const still = 2 ** (n - moving.length);
  const counted = Number.isFinite(still);
  return {
    p: extreme / cases,
    method: 'randomization-exact',
    extreme: counted ? extreme * still : extreme,
    total: counted ? cases * still : cases,
  };
}

function sampledFlips(moving: Float64Array, observed: number, flips: number, random: RandomSource): number {
  let extreme = 0;
  for (let flip = 0; flip < flips; flip++) {
    let sum = 0;
    for (let i = 0; i < moving.length; ) {
      let bits = random.next(4294967296);
      for (const end = Math.min(i + 32, moving.length); i < end; i++, bits >>>= 1) {
        sum += (1 - 2 * (bits & 1)) * moving[i]!;
      }
    }
    if (Math.abs(sum) >= observed) extreme++;
  }
  return extreme;
}

function normalLimit(moving: Float64Array): SignFlipResult {
  const sum = Math.abs(neumaierSum(moving));
  const sd = Math.sqrt(neumaierSum(moving.map((x) => x * x)));
  return { p: 2 * normalCdf(-sum / sd), method: 'randomization-normal', extreme: null, total: null };
}
