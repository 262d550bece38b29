import { blockRows, fillKeys } from '../../../shared/embeddings/keyBlock';
import { checkNeighbors, type MapQuality, type QualitySums, qualityOf } from '../../../shared/embeddings/mapQuality';
import { selectNearest } from '../../../shared/embeddings/neighbors';
import type { VectorSpace } from '../../../shared/embeddings/vectorSpace';
import { sampleRows } from './sampleRows';
import { Turns, type WorkControl } from './turns';

/** Points up to which every one is a center; of more, this many are drawn. */
export const [allPoints, sampledPoints] = [3000, 1000];

export interface MeasuredQuality extends MapQuality {
  /** Points whose neighborhoods were compared, each against all points. */
  points: number;
}

/**
 * F2 as `mapQuality`, a few rows at a time. Above 3,000 points the neighborhoods of 1,000 points drawn by the seed are
 * compared, each with its ranks among all points: an unbiased estimate of the value over all.
 */
export async function measureQuality(
  input: VectorSpace,
  map: VectorSpace,
  options: { k: number; seed: number },
  { signal, progress }: WorkControl = {},
): Promise<MeasuredQuality> {
  const { k, seed } = options;
  checkNeighbors(input.rows, k);
  const sample = sampleRows(input.rows, input.rows <= allPoints ? input.rows : sampledPoints, seed);
  const turns = new Turns(signal);
  const sums: QualitySums = { rows: sample.length, untrue: 0, torn: 0, kept: 0 };
  const [inside, outside] = [input, map].map((space) => new Float64Array(blockRows * space.rows)) as [
    Float64Array,
    Float64Array,
  ];
  for (let at = 0; at < sample.length; at += blockRows) {
    if (await turns.pass()) progress?.(at, sample.length, 'measuring the map');
    const block = sample.slice(at, at + blockRows);
    fillKeys(input, block, inside);
    fillKeys(map, block, outside);
    block.forEach((row, b) => {
      const [from, to] = [b * input.rows, (b + 1) * input.rows];
      addRow(inside.subarray(from, to), outside.subarray(from, to), row, { k, sums });
    });
  }
  return { ...qualityOf(sums, input.rows, k), points: sample.length };
}

function addRow(
  inside: Float64Array,
  outside: Float64Array,
  row: number,
  { k, sums }: { k: number; sums: QualitySums },
): void {
  const [near, shown] = [new Int32Array(k), new Int32Array(k)];
  selectNearest(inside, row, near);
  selectNearest(outside, row, shown);
  const [isNear, isShown] = [new Set(near), new Set(shown)];
  const untrue = shown.filter((j) => !isNear.has(j));
  const torn = near.filter((j) => !isShown.has(j));
  sums.kept += k - torn.length;
  sums.untrue += ranksBeyond(inside, row, untrue, k);
  sums.torn += ranksBeyond(outside, row, torn, k);
}

/** Sum of r(row, j) - k over some rows j beyond the k nearest. */
function ranksBeyond(keys: Float64Array, row: number, beyond: Int32Array, k: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const j of beyond) largest = Math.max(largest, keys[j]!);
  const within: number[] = [];
  for (let j = 0; j < keys.length; j++) if (keys[j]! <= largest && j !== row) within.push(j);
  let sum = 0;
  for (const j of beyond) sum += countBefore(keys, within, j) + 1 - k;
  return sum;
}

/** Rows of an ascending list that are nearer than row j; of equal keys those that stand before it. */
function countBefore(keys: Float64Array, rows: readonly number[], j: number): number {
  const key = keys[j]!;
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    const other = keys[rows[at]!]!;
    if (other < key || (other === key && rows[at]! < j)) count += 1;
  }
  return count;
}
