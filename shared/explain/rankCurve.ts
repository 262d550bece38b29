import { compareUtf8 } from '../metrics/compareUtf8';
import { cancelledError } from '../wire/errors';
import { type BatchScorer, defaultBatchRows, type ExplainLimits } from './batchScorer';
import { RowMeter } from './scoreBatches';

/** The other items of the list. */
export interface Rival {
  item: string;
  /** NaN: without a score, placed last. */
  score: number;
}

/** Score and position of one item as one of its features takes the values `values`. */
export interface RankCurve {
  values: Float64Array;
  /** NaN where the model gives no finite score. */
  scores: Float64Array;
  /** 1-based position in the list; rivals keep their scores. */
  positions: Int32Array;
}

/** 1-based position of a score among rivals: by score descending, then item id descending (definitions 0.2). */
export function positionAmong(item: string, score: number, rivals: readonly Rival[]): number {
  let position = 1;
  for (const rival of rivals) {
    if (comesBefore(rival, item, score)) position++;
  }
  return position;
}

function comesBefore(rival: Rival, item: string, score: number): boolean {
  const tied = rival.score === score || (Number.isNaN(rival.score) && Number.isNaN(score));
  if (tied) return compareUtf8(rival.item, item) > 0;
  return Number.isNaN(score) || rival.score > score;
}

/**
 * Where an item stands in its list as one feature (the columns `features`) moves and everything else stays: the other features, and the scores of
 * all rivals ("rank-space" individual conditional expectation).
 */
export async function rankCurve(
  scorer: BatchScorer,
  row: Float64Array,
  features: readonly number[],
  values: Float64Array,
  list: { item: string; rivals: readonly Rival[] },
  limits: ExplainLimits = {},
): Promise<RankCurve> {
  const { batchRows = defaultBatchRows, signal } = limits;
  const scores = new Float64Array(values.length);
  const meter = new RowMeter(limits, values.length);
  for (let start = 0; start < values.length; start += batchRows) {
    if (signal?.aborted) throw cancelledError();
    const some = values.subarray(start, start + batchRows);
    const columns = Array.from(row, (value, at) =>
      features.includes(at) ? some : new Float64Array(some.length).fill(value),
    );
    scores.set(await scorer({ rows: some.length, columns }), start);
    meter.add(some.length);
  }
  const finite = scores.map((score) => (Number.isFinite(score) ? score : Number.NaN));
  const positions = Int32Array.from(finite, (score) => positionAmong(list.item, score, list.rivals));
  return { values, scores: finite, positions };
}

const mostPoints = 401;

/**
 * The values that a curve is drawn at: those of the reference rows' range among `candidates`, the ends of the range, and
 * the item's own value; ascending and distinct, evenly thinned to about 400.
 */
export function curveValues(own: number, reference: Float64Array, candidates: Iterable<number>): Float64Array {
  const present = reference.filter(Number.isFinite);
  const low = present.reduce((least, value) => Math.min(least, value), Number.isNaN(own) ? Infinity : own);
  const high = present.reduce((most, value) => Math.max(most, value), Number.isNaN(own) ? -Infinity : own);
  const all = [...new Set([low, high, ...candidates])].filter(
    (value) => value >= low && value <= high && Number.isFinite(value),
  );
  const sorted = Float64Array.from(all).sort();
  const step = Math.max(1, (sorted.length - 1) / (mostPoints - 1));
  const kept = new Set<number>();
  for (let at = 0; at < sorted.length - 0.5; at += step) kept.add(sorted[Math.round(at)]!);
  if (Number.isFinite(own)) kept.add(own);
  return Float64Array.from(kept).sort();
}
