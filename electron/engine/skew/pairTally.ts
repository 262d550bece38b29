import { isMismatch, skewClasses } from '../../../shared/skew/skewClasses';
import type { PairFacts } from './pairFacts';

/** Rows by class, and mismatches by hour, in the reference span by hour, and by outcome. */
export interface TallyCounts {
  /** By code of `skewClasses`. */
  classes: Float64Array;
  /** By index of `PairFacts.hours`. */
  byHour: Float64Array;
  referenceByHour: Float64Array;
  /** By hour of its first row, over the requests of n rows, y of them mismatches: Σ y², Σ n y. */
  squaresByHour: Float64Array;
  productsByHour: Float64Array;
  /** By outcome. */
  withOutcome: Float64Array;
  mismatches: number;
}

/**
 * Counts pairs of one feature, in row order. Matches may be left out and counted in bulk: they are most rows, and only
 * their number matters.
 */
export class PairTally {
  readonly counts: TallyCounts;
  #request = 0;
  #mismatchesOfRequest = 0;
  readonly #facts: PairFacts;

  constructor(facts: PairFacts) {
    this.#facts = facts;
    this.counts = {
      classes: new Float64Array(skewClasses.length),
      byHour: new Float64Array(facts.hours.length),
      referenceByHour: new Float64Array(facts.hours.length),
      squaresByHour: new Float64Array(facts.hours.length),
      productsByHour: new Float64Array(facts.hours.length),
      withOutcome: new Float64Array(facts.outcomes.length),
      mismatches: 0,
    };
  }

  add(row: number, code: number): void {
    const { classes, byHour, referenceByHour, withOutcome } = this.counts;
    classes[code]! += 1;
    if (!isMismatch(code)) return;
    this.counts.mismatches++;
    this.#countOfRequest(row);
    const { hourOf, inReference, outcomes } = this.#facts;
    const hour = hourOf[row]!;
    if (hour >= 0) {
      byHour[hour]! += 1;
      if (inReference !== null) referenceByHour[hour]! += inReference[row]!;
    }
    for (let i = 0; i < outcomes.length; i++) withOutcome[i]! += outcomes[i]![row]!;
  }
  #countOfRequest(row: number): void {
    const { requestStarts } = this.#facts;
    if (row >= requestStarts[this.#request + 1]!) this.endRequest();
    while (row >= requestStarts[this.#request + 1]!) this.#request++;
    this.#mismatchesOfRequest++;
  }

  /** Adds the request of the last mismatch to the sums of its hour; to be called once after all rows. */
  endRequest(): void {
    const { requestStarts, hourOf } = this.#facts;
    const mismatches = this.#mismatchesOfRequest;
    if (mismatches === 0) return;
    const start = requestStarts[this.#request]!;
    const hour = hourOf[start]!;
    this.#mismatchesOfRequest = 0;
    if (hour < 0) return;
    this.counts.squaresByHour[hour]! += mismatches * mismatches;
    this.counts.productsByHour[hour]! += mismatches * (requestStarts[this.#request + 1]! - start);
  }
}
