import { cancelledError, RankscopeError } from '../wire/errors';
import type { BatchScorer, ExplainLimits, FeatureRows } from './batchScorer';

/** Counts scored rows over several steps of one explanation. */
export class RowMeter {
  readonly #limits: ExplainLimits;
  readonly #total: number;
  #done = 0;

  constructor(limits: ExplainLimits, total: number) {
    this.#limits = limits;
    this.#total = total;
  }

  add(rows: number): void {
    this.#done += rows;
    this.#limits.progress?.(Math.min(this.#done, this.#total), this.#total);
  }
}

/** One call of the model. Throws when cancelled, and where a score is not finite: nothing can be attributed to it. */
export async function scoreBatch(scorer: BatchScorer, input: FeatureRows, signal?: AbortSignal): Promise<Float64Array> {
  if (signal?.aborted) throw cancelledError();
  const scores = await scorer(input);
  for (let row = 0; row < input.rows; row++) {
    if (!Number.isFinite(scores[row]!)) throw notFinite(scores[row]!);
  }
  return scores;
}

function notFinite(score: number): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The model gives ${score} for a mix of this item's features and those of the background, so its score cannot be attributed.`,
    hint: 'Say what serving writes for missing values under missing: of this model, or choose another background.',
  });
}

/** Mean of the values `[from, to)`. */
export function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at]!;
  return sum / (to - from);
}
