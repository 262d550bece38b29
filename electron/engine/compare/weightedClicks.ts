import type { Database } from '../db/database';
import type { Contestant } from './contestants';
import type { ListOrder, PageOptions } from './eachPage';
import { eachRankedPage } from './eachRankedPage';
import { discountTable } from './rankedView';
import type { RequestFrame } from './requestFrame';

/** Probability that a position (1-based) was examined, relative to the first. */
export type Examination = (position: number) => number;

/** One click metric weighted by the inverse examination probability (definitions.md B3). */
export interface WeightedMetric {
  name: 'ips_dcg' | 'sn_ips_dcg' | 'ips_ndcg' | 'ips_arp' | 'ips_clicks';
  cutoff: number;
  /** Lowest grade that counts as a click. */
  level: number;
  theta: Examination;
  /** Weights are 1 / max(theta, tau). */
  tau: number;
}

export interface WeightedWork {
  label: string;
  frame: RequestFrame;
  order: ListOrder;
  contestants: readonly Contestant[];
  metrics: readonly WeightedMetric[];
}

/** Per-request numbers of one metric: `values[c]` by contestant, `weights` the clicked weight of each request. */
export interface WeightedValues {
  values: Float64Array[];
  weights: Float64Array;
  /** Weight before clipping. */
  unclipped: Float64Array;
}

const logged: Contestant = { name: '@logged', kind: 'builtin', key: '@logged', list: 'logged' };

/**
 * Click metrics of all requests in one pass: 0 for a request without a click, NaN for one that showed nothing (and, for
 * `ips_ndcg`, for one without a click). Items that were never shown carry no weight.
 */
export async function weightedClicks(
  db: Database,
  work: WeightedWork,
  options: PageOptions = {},
): Promise<WeightedValues[]> {
  const { frame, label, order, contestants, metrics } = work;
  const vector = () => new Float64Array(frame.requests).fill(Number.NaN);
  const results = metrics.map(() => ({ values: contestants.map(vector), weights: vector(), unclipped: vector() }));
  const lists = [logged, ...contestants];
  await eachRankedPage(db, { label, frame, order, lists }, options, ({ rows }, ranks) => {
    const { page } = rows;
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      const span = { from: frame.starts[request]! - page.from, to: frame.starts[request + 1]! - page.from };
      const clicks = clickedRows(rows.grades, ranks[0]!, span);
      if (clicks === null) continue;
      metrics.forEach((metric, m) => {
        weigh(metric, clicks, rows.grades, ranks[0]!, results[m]!, request);
        contestants.forEach(({ list }, c) => {
          const own = ranks[c + 1]!;
          const average = list === 'random' ? meanWorth(metric, own, rows.pins, span) : null;
          const work = { clicks, grades: rows.grades, positions: ranks[0]!, ranks: own, average };
          results[m]!.values[c]![request] = weightedValue(metric, work);
        });
      });
    }
  });
  return results;
}

/** Rows that were shown and have a positive grade; null where nothing was shown. */
function clickedRows(grades: Float64Array, positions: Int32Array, { from, to }: { from: number; to: number }) {
  const clicks: number[] = [];
  let shown = false;
  for (let row = from; row < to; row++) {
    if (positions[row]! <= 0) continue;
    shown = true;
    if (grades[row]! > 0) clicks.push(row);
  }
  return shown ? clicks : null;
}

function weigh(
  metric: WeightedMetric,
  clicks: readonly number[],
  grades: Float64Array,
  positions: Int32Array,
  result: WeightedValues,
  request: number,
): void {
  let clipped = 0;
  let raw = 0;
  for (const row of clicks) {
    if (!(grades[row]! >= metric.level)) continue;
    const seen = metric.theta(positions[row]!);
    clipped += 1 / Math.max(seen, metric.tau);
    raw += 1 / seen;
  }
  result.weights[request] = clipped;
  result.unclipped[request] = raw;
}

interface RequestClicks {
  clicks: readonly number[];
  grades: Float64Array;
  positions: Int32Array;
  ranks: Int32Array;
  /** What any item counts where every order is as likely as any other; null: its rank decides. */
  average: number | null;
}

function weightedValue(metric: WeightedMetric, request: RequestClicks): number {
  const { name, cutoff, level, theta, tau } = metric;
  const { clicks, grades, positions, ranks, average } = request;
  const weights: number[] = [];
  let sum = 0;
  for (const row of clicks) {
    if (!(grades[row]! >= level)) continue;
    const seen = theta(positions[row]!);
    const weight = name === 'ips_clicks' ? 1 / seen : 1 / Math.max(seen, tau);
    if (name === 'ips_ndcg') weights.push(weight);
    sum += weight * (average ?? worth(metric, ranks[row]!));
  }
  if (name !== 'ips_ndcg') return sum;
  const ideal = weights
    .sort((a, b) => b - a)
    .slice(0, cutoff)
    .reduce((total, weight, i) => total + weight * discountAt(i + 1), 0);
  return ideal > 0 ? sum / ideal : Number.NaN;
}

/** What a clicked item at a rank counts before its weight; rank 0 = not in the list. */
function worth({ name, cutoff, theta }: WeightedMetric, rank: number): number {
  if (name === 'ips_arp') return rank;
  if (rank === 0) return 0;
  if (name === 'ips_clicks') return theta(rank);
  return rank > cutoff ? 0 : discountAt(rank);
}

/** The mean over the ranks that organic rows share; those of other slots keep theirs. */
function meanWorth(
  metric: WeightedMetric,
  ranks: Int32Array,
  pins: Int32Array | null,
  { from, to }: { from: number; to: number },
): number {
  let [sum, count] = [0, 0];
  for (let row = from; row < to; row++) {
    if (pins?.[row]) continue;
    sum += worth(metric, ranks[row]!);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

function discountAt(rank: number): number {
  return discountTable(rank)[rank]!;
}

/** Examination that falls as position^-eta. */
export function powerExamination(eta: number): Examination {
  let table = new Float64Array(0);
  return (position) => {
    if (position >= table.length) {
      table = Float64Array.from({ length: Math.max(1024, 2 * position) }, (_, k) => (k === 0 ? 1 : k ** -eta));
    }
    return table[position]!;
  };
}
