import type { ItemValue } from '../../../shared/metrics/gain';
import type { RankedPages } from './rankedPages';

/** Last rank of each band but the last, which has no end: 1, 2-3, 4-5, 6-10, 11-20, 21 and below. */
const bandEnds = [1, 3, 5, 10, 20];

export const rankBands = bandEnds.length + 1;

/** The band of a 1-based rank. */
export function bandOf(rank: number): number {
  let band = 0;
  while (band < bandEnds.length && rank > bandEnds[band]!) band += 1;
  return band;
}

/**
 * Mean gain of judged items by rank band, one array a gain, pooled over all lists: what an unjudged item at such a rank
 * is plausibly worth (definitions.md A12). 0 for a band without a judged item.
 */
export async function bandGains(pages: RankedPages, gains: readonly ItemValue[]): Promise<Float64Array[]> {
  const sums = gains.map(() => new Float64Array(rankBands));
  const judged = new Float64Array(rankBands);
  await pages(({ rows, ranks }) => {
    for (const own of ranks) {
      for (let row = 0; row < rows.grades.length; row++) {
        const rank = own[row]!;
        const grade = rows.grades[row]!;
        if (rank === 0 || Number.isNaN(grade) || rows.pins?.[row]) continue;
        const band = bandOf(rank);
        judged[band]! += 1;
        if (grade > 0) for (let m = 0; m < sums.length; m++) sums[m]![band]! += gains[m]!(grade);
      }
    }
  });
  return sums.map((sum) => sum.map((total, band) => (judged[band]! === 0 ? 0 : total / judged[band]!)));
}
