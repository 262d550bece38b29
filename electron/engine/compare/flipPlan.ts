/** How many flips each test of a contest samples (definitions.md A10). */
export interface FlipPlan {
  flips: number;
  /** Sampled p values cannot be small enough for so many tests: the t tail stands in for them. */
  tTail: boolean;
}

const usual = 10_000;
const work = 5e9;

/**
 * The smallest sampled p is 1/(1+M). With m tests that must stay below .01/m, so beyond 100 tests more flips are drawn,
 * and where that would take too long the tail of the t test is used.
 */
export function flipPlan(tests: number, units: number): FlipPlan {
  if (tests / (1 + usual) <= 0.01) return { flips: usual, tTail: false };
  const flips = Math.ceil(tests * 100);
  return flips * tests * Math.min(units, 2000) <= work ? { flips, tTail: false } : { flips: usual, tTail: true };
}
