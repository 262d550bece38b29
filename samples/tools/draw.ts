import { nextUnit, type RandomSource } from '../../shared/stats/random';

/** Standard normal draw (Box-Muller). */
export function normal(random: RandomSource): number {
  const radius = Math.sqrt(-2 * Math.log(1 - nextUnit(random)));
  return radius * Math.cos(2 * Math.PI * nextUnit(random));
}

export function chance(random: RandomSource, probability: number): boolean {
  return nextUnit(random) < probability;
}

export function pick<T>(random: RandomSource, choices: readonly T[]): T {
  return choices[random.next(choices.length)]!;
}

/** A choice by weights that sum to 1. */
export function pickWeighted<T>(random: RandomSource, choices: readonly (readonly [T, number])[]): T {
  let rest = nextUnit(random);
  for (const [choice, weight] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  return choices.at(-1)![0];
}

/** `count` different choices, in random order. */
export function sample<T>(random: RandomSource, choices: readonly T[], count: number): T[] {
  const pool = [...choices];
  return Array.from({ length: Math.min(count, pool.length) }, () => pool.splice(random.next(pool.length), 1)[0]!);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Rounded to `digits` decimals: the value that the file holds is the value that was used. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Rounded half up by multiplication, as SQL's round() does: a feature computed in either place is the same number. */
export function roundedAsSql(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
