import type { ItemValue } from '../../../shared/metrics/gain';
import { bandOf } from './bandGains';
import type { Contestant } from './contestants';
import type { PageRanks, PageTies } from './eachRankedPage';
import type { IdealGrades } from './idealGrades';
import { idealDcg } from './kernels/dcg';
import type { RankedPage, RankedPages } from './rankedPages';
import { discountTable, type RankedView } from './rankedView';
import { rankBuffers } from './rankRequest';
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
  frame: RequestFrame;
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
export async function evaluateBounds(pages: RankedPages, work: BoundsWork): Promise<RequestBounds[]> {
  const { frame, contestants } = work;
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
  const { view } = rankBuffers(1, work.ideal.grades, false);
  await pages((page) => boundPage(work, page, view, results));
  return results;
}

function boundPage(
  work: BoundsWork,
  { rows: { page, grades, pins }, ranks, ties }: RankedPage,
  view: RankedView,
  results: RequestBounds[],
): void {
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
      if (ideal > 0) boundRequest(metric, { grades, pins, ranks, ties, from, to }, ideal, sums, results[m]!, request);
    }
  }
}

interface RequestRows {
  grades: Float64Array;
  pins: Int32Array | null;
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
  empty(sums);
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

// Runs once for each request and metric: a list of the arrays would be made each time.
function empty({ known, free, down, up, likelyDown, likelyUp }: Sums): void {
  for (let c = 0; c < known.length; c++) {
    known[c] = 0;
    free[c] = 0;
    down[c] = 0;
    up[c] = 0;
    likelyDown[c] = 0;
    likelyUp[c] = 0;
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
function discountOf(rows: RequestRows, c: number, row: number, cutoff: number): number {
  const { ranks, ties } = rows;
  const rank = ranks[c]![row]!;
  if (ties === null || rank === 0) return discountAt(rank, cutoff);
  const start = ties.starts[c]![row]!;
  const end = ties.ends[c]![row]!;
  if (end - start <= 1) return discountAt(rank, cutoff);
  if (rows.pins !== null) return discountAround(rows, rows.pins, c, start, cutoff);
  let sum = 0;
  for (let k = start + 1; k <= Math.min(end, cutoff); k++) sum += discountAt(k, cutoff);
  return sum / (end - start);
}

/** The mean discount of a group's ranks where rows of other slots may lie between them. */
function discountAround(
  { ranks, ties, from, to }: RequestRows,
  pins: Int32Array,
  c: number,
  start: number,
  cutoff: number,
): number {
  let [sum, count] = [0, 0];
  for (let row = from; row < to; row++) {
    if (pins[row] !== 0 || ranks[c]![row] === 0 || ties!.starts[c]![row] !== start) continue;
    sum += discountAt(ranks[c]![row]!, cutoff);
    count += 1;
  }
  return sum / count;
}

function discountAt(rank: number, cutoff: number): number {
  return rank === 0 || rank > cutoff ? 0 : discountTable(rank)[rank]!;
}
