import { productEpsilon } from '../../../shared/blend/valueModel';
import type { WeightedObjective } from '../../../shared/pareto/planRuns';
import { populationSd } from '../../../shared/stats/moments';
import type { Database } from '../db/database';
import { type HeadWork, headPages } from './headPages';

/** Spread and sign of every head's predictions, in one pass over the log. */
export async function headSpreads(
  db: Database,
  work: HeadWork,
  signal?: AbortSignal,
): Promise<Omit<WeightedObjective, 'weight'>[]> {
  const found = work.heads.map(() => ({ sum: 0, lists: 0, lowest: Number.POSITIVE_INFINITY }));
  for await (const { page, heads } of headPages(db, work, signal)) {
    signal?.throwIfAborted();
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      const from = work.frame.starts[request]! - page.from;
      const to = work.frame.starts[request + 1]! - page.from;
      heads.forEach((scores, k) => {
        const sd = populationSd(scores.subarray(from, to).filter(Number.isFinite));
        if (sd === null) return;
        found[k]!.sum += sd;
        found[k]!.lists += 1;
      });
    }
    heads.forEach((scores, k) => {
      for (const score of scores) if (score < found[k]!.lowest) found[k]!.lowest = score;
    });
  }
  return found.map(({ sum, lists, lowest }) => ({
    spread: lists === 0 ? 0 : sum / lists,
    hasLogarithm: lowest > -productEpsilon,
  }));
}
