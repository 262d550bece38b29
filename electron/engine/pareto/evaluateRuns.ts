import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Run } from '../../../shared/pareto/planRuns';
import type { ListOrder } from '../compare/eachPage';
import { type MetricPlan, planValue } from '../compare/evaluate';
import type { IdealGrades } from '../compare/idealGrades';
import type { PageRows } from '../compare/pageLists';
import { type RankBuffers, rankBuffers, rankRequest } from '../compare/rankRequest';
import type { Database } from '../db/database';
import { BandSums } from './bandSums';
import { type HeadPage, type HeadWork, headPages, longestHeadPage } from './headPages';
import { runScores } from './runScores';
import type { UnitGroups } from './unitGroups';

/** One number that every run is judged by: a metric of one list on one label. */
export interface RunMetric {
  plan: MetricPlan;
  /** Index into `HeadWork.labels`. */
  label: number;
  /** How deep clicks are counted to see what position bias would change; null: the label comes from no behavior. */
  band: { cutoff: number; level: number } | null;
}

export interface RunWork extends HeadWork {
  order: ListOrder;
  ideals: readonly IdealGrades[];
  runs: readonly Run[];
  metrics: readonly RunMetric[];
  groups: UnitGroups;
}

/** Sums by group of units: `sums[run][metric]`. `counts` are of requests (or their weights) that have a value. */
export interface RunTotals {
  sums: Float64Array[][];
  counts: Float64Array[][];
  /** Requests with a value by group, whatever their weight. */
  present: Float64Array[][];
  bands: BandSums;
}

export interface RunOptions {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
  /** Called for every page with each run's ranks of its rows (1-based, 0 = not in the list), before they are reused. */
  visit?: (page: HeadPage, ranks: readonly Int32Array[]) => void;
}

/** Ranks every list of the groups by every run and evaluates every metric on it, in one pass over the log. */
export async function evaluateRuns(db: Database, work: RunWork, options: RunOptions = {}): Promise<RunTotals> {
  const { runs, metrics, groups, frame } = work;
  const arrays = () => runs.map(() => metrics.map(() => new Float64Array(groups.count)));
  const totals = { sums: arrays(), counts: arrays(), present: arrays(), bands: new BandSums(runs.length, work) };
  const longest = longestHeadPage(frame);
  const buffers = rankBuffers(longest, new Float64Array(0), work.order.withTies);
  const ranks = options.visit ? runs.map(() => new Int32Array(longest)) : null;
  for await (const page of headPages(db, work, options.signal)) {
    for (let run = 0; run < runs.length; run++) {
      const own = ranks?.[run] ?? null;
      own?.fill(0);
      evaluatePage(page, run, { work, totals, buffers, ranks: own });
      await nextTurn();
      options.signal?.throwIfAborted();
      const done = page.page.from + ((page.page.to - page.page.from) * (run + 1)) / runs.length;
      options.progress?.(Math.round(done), frame.rows);
    }
    if (ranks) options.visit?.(page, ranks);
  }
  return totals;
}

interface PageJob {
  work: RunWork;
  totals: RunTotals;
  buffers: RankBuffers;
  ranks: Int32Array | null;
}

function evaluatePage(loaded: HeadPage, run: number, { work, totals, buffers, ranks }: PageJob): void {
  const { frame, groups, order } = work;
  const { page } = loaded;
  const scores = runScores(loaded, work.runs[run]!, frame);
  if (order.precision === 'f32') for (let row = 0; row < scores.length; row++) scores[row] = Math.fround(scores[row]!);
  const list = { list: 'scores' as const, scores, inList: loaded.inList };
  const rows = work.labels.map((_, l) => inOrder(loaded.rows[l]!, order));
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const group = groups.groupOf[request]!;
    if (group < 0) continue;
    const from = frame.starts[request]! - page.from;
    const to = frame.starts[request + 1]! - page.from;
    if (run === 0 && isShown(loaded.positions, from, to)) totals.bands.count(group, groups.weights?.[request] ?? 1);
    rankRequest(rows[0]!, list, from, to, buffers);
    if (ranks) for (let i = 0; i < buffers.view.length; i++) ranks[buffers.order[i]!] = buffers.view.ranks[i]!;
    addRequest({ work, totals, buffers, rows, positions: loaded.positions }, run, request, group);
  }
}

function isShown(positions: Int32Array | null, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if (positions !== null && positions[row]! > 0) return true;
  return false;
}

function inOrder(rows: PageRows, { ties }: ListOrder): PageRows {
  return ties === 'input' ? { ...rows, tieKeys: rows.itemKeys.map((_, row) => -row) } : rows;
}

interface RankedRequest {
  work: RunWork;
  totals: RunTotals;
  buffers: RankBuffers;
  rows: readonly PageRows[];
  positions: Int32Array | null;
}

function addRequest(ranked: RankedRequest, run: number, request: number, group: number): void {
  const { work, totals, buffers, rows, positions } = ranked;
  const { view, order } = buffers;
  const weight = work.groups.weights?.[request] ?? 1;
  work.metrics.forEach(({ plan, label, band }, m) => {
    const { grades } = rows[label]!;
    const ideal = work.ideals[label]!;
    for (let i = 0; i < view.length; i++) view.grades[i] = grades[order[i]!]!;
    view.ideal = ideal.grades;
    view.idealFrom = ideal.offsets[request]!;
    view.idealTo = ideal.offsets[request + 1]!;
    const value = planValue(plan, view, ideal.anyJudged[request] === 1, false);
    if (!Number.isNaN(value)) {
      totals.sums[run]![m]![group]! += weight * value;
      totals.counts[run]![m]![group]! += weight;
      totals.present[run]![m]![group]! += 1;
    }
    if (band && positions) totals.bands.add({ run, metric: m, group, weight }, view, order, positions);
  });
}
