import { cancelledError } from '../wire/errors';
import { type BatchScorer, defaultBatchRows, type ExplainLimits } from './batchScorer';
import type { Changeable } from './changeable';

/** One feature set to another value. */
export interface Change {
  what: Changeable;
  to: number;
}

export interface SwapProblem {
  scorer: BatchScorer;
  /** The item that is changed, and its score. */
  a: Float64Array;
  scoreA: number;
  /** The score to pass. */
  scoreB: number;
  features: readonly Changeable[];
}

/** Changes with the score that they give. */
export interface Tried {
  changes: readonly Change[];
  score: number;
}

/** Scores changed copies of one item, and says which pass the other item. */
export class SwapTrial {
  readonly problem: SwapProblem;
  readonly #limits: ExplainLimits;
  readonly #direction: 1 | -1;
  readonly #goal: number;
  #scored = 0;

  /** An item that scores higher already is to fall below the other; else it is to rise above it. */
  constructor(problem: SwapProblem, limits: ExplainLimits) {
    this.problem = problem;
    this.#limits = limits;
    this.#direction = problem.scoreA > problem.scoreB ? -1 : 1;
    this.#goal = problem.scoreB + this.#direction * swapMargin(problem.scoreB);
  }

  get direction(): 1 | -1 {
    return this.#direction;
  }

  passes({ score }: Tried): boolean {
    return this.#direction * (score - this.#goal) > 0;
  }

  /** How far the score moved toward the other item. */
  gain({ score }: Tried): number {
    return this.#direction * (score - this.problem.scoreA);
  }

  /** Scores each set of changes; sets whose score is not finite are left out. */
  async score(sets: readonly (readonly Change[])[]): Promise<Tried[]> {
    const { batchRows = defaultBatchRows, signal, progress } = this.#limits;
    const tried: Tried[] = [];
    for (let start = 0; start < sets.length; start += batchRows) {
      if (signal?.aborted) throw cancelledError();
      const some = sets.slice(start, start + batchRows);
      const scores = await this.problem.scorer({ rows: some.length, columns: this.#columns(some) });
      some.forEach((changes, row) => {
        if (Number.isFinite(scores[row]!)) tried.push({ changes, score: scores[row]! });
      });
      this.#scored += some.length;
      progress?.(this.#scored, this.#scored + sets.length - start - some.length);
    }
    return tried;
  }

  /** Every candidate of a feature, on top of other changes. */
  candidates(what: Changeable, others: readonly Change[] = []): Change[][] {
    return Array.from(what.candidates, (to) => [...others, { what, to }]);
  }

  distance(changes: readonly Change[]): number {
    return changes.reduce((sum, { what, to }) => sum + Math.abs(to - this.problem.a[what.feature]!) / what.unit, 0);
  }

  /** Of the sets that pass, the one with the fewest changes, then the least distance, then the first names. */
  cheapest(tried: readonly Tried[]): Tried | null {
    const passing = tried.filter((each) => this.passes(each));
    return passing.reduce<Tried | null>((best, each) => (best && this.#compare(best, each) <= 0 ? best : each), null);
  }

  /** The set that moves the score most; ties go to the less distance. */
  strongest(tried: readonly Tried[]): Tried | null {
    return tried.reduce<Tried | null>((best, each) => {
      if (!best || this.gain(each) > this.gain(best)) return each;
      return this.gain(each) === this.gain(best) && this.#compare(each, best) < 0 ? each : best;
    }, null);
  }

  #compare(one: Tried, other: Tried): number {
    const byCount = one.changes.length - other.changes.length;
    return byCount || this.distance(one.changes) - this.distance(other.changes) || (names(one) < names(other) ? -1 : 1);
  }

  #columns(sets: readonly (readonly Change[])[]): Float64Array[] {
    const columns = Array.from(this.problem.a, (value) => new Float64Array(sets.length).fill(value));
    sets.forEach((changes, row) => {
      for (const { what, to } of changes) columns[what.feature]![row] = to;
    });
    return columns;
  }
}

/** By how much a score must pass another one to count: 1e-6 max(1, |score|). */
export function swapMargin(score: number): number {
  return 1e-6 * Math.max(1, Math.abs(score));
}

function names({ changes }: Tried): string {
  return changes
    .map(({ what }) => what.name)
    .sort()
    .join('\n');
}
