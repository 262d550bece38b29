import { seededRandom } from '../../../shared/stats/random';

/** `size` different rows of `rows` drawn by the seed, ascending; all of them when there are no more (Floyd's sampling). */
export function sampleRows(rows: number, size: number, seed: number): number[] {
  if (size >= rows) return Array.from({ length: rows }, (_, row) => row);
  const random = seededRandom(seed);
  const chosen = new Set<number>();
  for (let last = rows - size; last < rows; last++) {
    const row = random.next(last + 1);
    chosen.add(chosen.has(row) ? last : row);
  }
  return [...chosen].sort((a, b) => a - b);
}
