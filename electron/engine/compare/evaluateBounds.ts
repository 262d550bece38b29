import type { ItemValue } from '../../../shared/metrics/gain';
import type { Database } from '../db/database';
import { bandOf } from './bandGains';
import type { Contestant } from './contestants';
import { type ListOrder, type LoadedPage, longestPage, type PageOptions } from './eachPage';
import { eachRankedPage, type PageRanks, type PageTies } from './eachRankedPage';
import type { IdealGrades } from './idealGrades';
import { idealDcg } from './kernels/dcg';
import { discountTable } from './rankedView';
import { type RankBuffers, rankBuffers } from './rankRequest';
import type { RequestFrame } from './requestFrame';

/** An NDCG whose unjudged items may have any gain from 0 to `maxGain`. */
export interface BoundedMetric {
  cutoff: number;
  gain: ItemValue;
  maxGain: number;
  /** Mean gain of judged items by rank band: what an unjudged one is plausibly worth at most. */
  bandGain: Float64Array;
}

export interface BoundsWork {
  label: string;
  frame: RequestFrame;
  order: ListOrder;
  ideal: IdealGrades;
  contestants: readonly Contestant[];
  metrics: readonly BoundedMetric[];
}

/**
 * One metric's bounds per request, on DCG over the judged ideal held fixed; NaN where that ideal is 0. `hi[c]` is a
 * contestant's value were every unjudged item of its top K the best there is. `pairLo[i]`, `pairHi[i]` are what the
 * unknown labels could take from or add to the difference of contestant `i + 1` from the first; `plausibleLo` and
 * `plausibleHi` are the same were no unjudged item better than judged ones at the better of its two ranks.
 */
export interface RequestBounds {
  lo: Float64Array[];
  hi: Float64Array[];
  pairLo: Float64Array[];
  pairHi: Float64Array[];
  plausibleLo: Float64Array[];
  plausibleHi: Float64Array[];
}

/** definitions.md A12 over all requests, one pass over the log for all metrics and contestants. */
export async function evaluateBounds(
  db: Database,
  work: BoundsWork,
  options: PageOptions = {},
): Promise<RequestBounds[]> {
  const { frame, label, order, contestants } = work;
  const vectors = (count: number) =>
    Array.from({ length: count }, () => new Float64Array(frame.requests).fill(Number.NaN));
  const results = work.metrics.map(() => ({
    lo: vectors(contestants.length),
    hi: vectors(contestants.length),
    pairLo: vectors(contestants.length - 1),
    pairHi: vectors(contestants.length - 1),
    plausibleLo: vectors(contestants.length - 1),
    plausibleHi: vectors(contestants.length - 1),
  }));
  const buffers = rankBuffers(longestPage(frame), work.ideal.grades, false);
  await eachRankedPage(db, { label, frame, order, lists: contestants }, options, (page, ranks, ties) => {
    boundPage(work, page, buffers, { ranks, ties }, results);
  });
  return results;
}

function boundPage(
  work: BoundsWork,
  loaded: LoadedPage,
  buffers: RankBuffers,
  { ranks, ties }: { ranks: PageRanks; ties: PageTies | null },
  results: RequestBounds[],
): void {
  const { page, grades } = loaded.rows;
  const { view } = buffers;
  const zeros = () => new Float64Array(work.contestants.length);
  const sums: Sums = {
    known: zeros(),
    free: zeros(),
    down: zeros(),
    up: zeros(),
    likelyDown: zeros(),
    likelyUp: zeros(),
  };
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const from = work.frame.starts[request]! - page.from;
    const to = work.frame.starts[request + 1]! - page.from;
    view.idealFrom = work.ideal.offsets[request]!;
    view.idealTo = work.ideal.offsets[request + 1]!;
    for (let m = 0; m < work.metrics.length; m++) {
      const metric = work.metrics[m]!;
      const ideal = idealDcg(view, metric.cutoff, metric.gain);
      if (ideal > 0) boundRequest(metric, { grades, ranks, ties, from, to }, ideal, sums, results[m]!, request);
    }
  }
}

interface RequestRows {
  grades: Float64Array;
  ranks: PageRanks;
  ties: PageTies | null;
  from: number;
  to: number;
}

/**
 * Per contestant: discounted gain of judged items, and discounts of unjudged ones, in its list and against the first;
 * the latter also as gain, at what such ranks are worth.
 */
interface Sums {
  known: Float64Array;
  free: Float64Array;
  down: Float64Array;
  up: Float64Array;
  likelyDown: Float64Array;
  likelyUp: Float64Array;
}

function boundRequest(
  metric: BoundedMetric,
  rows: RequestRows,
  ideal: number,
  sums: Sums,
  result: RequestBounds,
  request: number,
): void {
  const { known, free, down, up } = sums;
  addRows(metric, rows, sums);
  for (let c = 0; c < known.length; c++) {
    result.lo[c]![request] = known[c]! / ideal;
    result.hi[c]![request] = (known[c]! + metric.maxGain * free[c]!) / ideal;
    if (c === 0) continue;
    const judged = (known[c]! - known[0]!) / ideal;
    result.pairLo[c - 1]![request] = judged + (metric.maxGain * down[c]!) / ideal;
    result.pairHi[c - 1]![request] = judged + (metric.maxGain * up[c]!) / ideal;
    result.plausibleLo[c - 1]![request] = judged + sums.likelyDown[c]! / ideal;
    result.plausibleHi[c - 1]![request] = judged + sums.likelyUp[c]! / ideal;
  }
}

function addRows(metric: BoundedMetric, rows: RequestRows, sums: Sums): void {
  const { grades, from, to } = rows;
  const { known, free } = sums;
  for (const each of Object.values(sums)) each.fill(0);
  for (let row = from; row < to; row++) {
    const grade = grades[row]!;
    const unjudged = Number.isNaN(grade);
    if (!unjudged && !(grade > 0)) continue;
    const first = discountOf(rows, 0, row, metric.cutoff);
    for (let c = 0; c < known.length; c++) {
      const own = c === 0 ? first : discountOf(rows, c, row, metric.cutoff);
      if (!unjudged) known[c]! += metric.gain(grade) * own;
      else {
        free[c]! += own;
        if (own !== first) addChange(sums, c, own - first, metric.bandGain[bandOf(bestRank(rows, c, row))]!);
      }
    }
  }
}

function addChange({ down, up, likelyDown, likelyUp }: Sums, c: number, change: number, worth: number): void {
  if (change < 0) {
    down[c]! += change;
    likelyDown[c]! += worth * change;
  } else {
    up[c]! += change;
    likelyUp[c]! += worth * change;
  }
}

/** The better of the row's ranks under the first contestant and under `c`; at least one has it. */
function bestRank({ ranks }: RequestRows, c: number, row: number): number {
  const first = ranks[0]![row]!;
  const own = ranks[c]![row]!;
  return first === 0 ? own : own === 0 ? first : Math.min(first, own);
}

/** The row's discount; its mean over the orders of its group where ties are averaged: DCG is linear in it. */
function discountOf({ ranks, ties }: RequestRows, c: number, row: number, cutoff: number): number {
  const rank = ranks[c]![row]!;
  if (ties === null || rank === 0) return discountAt(rank, cutoff);
  const start = ties.starts[c]![row]!;
  const end = ties.ends[c]![row]!;
  if (end - start <= 1) return discountAt(end, cutoff);
  let sum = 0;
  for (let k = start + 1; k <= Math.min(end, cutoff); k++) sum += discountAt(k, cutoff);
  return sum / (end - start);
}

function discountAt(rank: number, cutoff: number): number {
  return rank === 0 || rank > cutoff ? 0 : discountTable(rank)[rank]!;
}
