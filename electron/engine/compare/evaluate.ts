import type { Database } from '../db/database';
import type { Contestant } from './contestants';
import { eachPage, type ListOrder, type LoadedPage, longestPage, type PageOptions } from './eachPage';
import type { IdealGrades } from './idealGrades';
import type { KeptPages } from './keptPages';
import type { Kernel, RankedView } from './rankedView';
import { type RankBuffers, rankBuffers, rankRequest } from './rankRequest';
import type { RequestFrame } from './requestFrame';

/** A metric ready to run over ranked lists. */
export interface MetricPlan {
  key: string;
  kernel: Kernel;
  /** The mean of the metric over all orders of the list: what `@random` gets. */
  randomKernel: Kernel;
  /** Its value for a request without a list; NaN = null. */
  missing: number;
  /** False for a metric that needs no judgment at all, such as the judged share itself. */
  needsJudged: boolean;
}

/** What to evaluate: every plan for every contestant. */
export interface Evaluation {
  order: ListOrder;
  label: string;
  frame: RequestFrame;
  ideal: IdealGrades;
  contestants: readonly { contestant: Contestant; plans: readonly MetricPlan[] }[];
}

/** One contestant's per-request numbers, in request order; NaN = null. */
export interface RequestValues {
  values: Float64Array[];
  /** Rows in each request's list; 0 means that the contestant has no list for it. */
  listLength: Uint32Array;
}

/**
 * Ranks every request for every contestant and evaluates every plan, page by page: memory does not grow with the log,
 * labels are read once for all contestants, and the order of every addition is fixed, so the result is byte-equal
 * from run to run whatever the number of threads.
 */
export async function evaluateRequests(
  db: Database,
  work: Evaluation,
  options: PageOptions = {},
): Promise<RequestValues[]> {
  const { frame, label, order } = work;
  const results = work.contestants.map(({ plans }) => ({
    values: plans.map(() => new Float64Array(frame.requests)),
    listLength: new Uint32Array(frame.requests),
  }));
  const buffers = rankBuffers(longestPage(frame), work.ideal.grades, order.withTies);
  const lists = work.contestants.map(({ contestant }) => contestant);
  await eachPage(db, { label, frame, order, lists }, options, (page) =>
    evaluatePage(work, page, buffers, results, options.kept),
  );
  return results;
}

function evaluatePage(
  work: Evaluation,
  loaded: LoadedPage,
  buffers: RankBuffers,
  results: RequestValues[],
  kept: KeptPages | undefined,
): void {
  const { page } = loaded.rows;
  const { starts } = work.frame;
  const { view } = buffers;
  for (let c = 0; c < work.contestants.length; c++) {
    const { contestant, plans } = work.contestants[c]!;
    const { values, listLength } = results[c]!;
    const list = loaded.lists[c]!;
    const random = list.list === 'random';
    const ranks = list.list === 'scores' && kept ? kept.addRanks(contestant, work.order, page) : null;
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      rankRequest(loaded.rows, list, starts[request]! - page.from, starts[request + 1]! - page.from, buffers);
      listLength[request] = view.length;
      if (ranks) for (let i = 0; i < view.length; i++) ranks[buffers.order[i]!] = view.ranks[i]!;
      view.idealFrom = work.ideal.offsets[request]!;
      view.idealTo = work.ideal.offsets[request + 1]!;
      const judged = work.ideal.anyJudged[request] === 1;
      for (let m = 0; m < plans.length; m++) values[m]![request] = planValue(plans[m]!, view, judged, random);
    }
  }
}

export function planValue(plan: MetricPlan, view: RankedView, judged: boolean, random: boolean): number {
  if (plan.needsJudged && !judged) return Number.NaN;
  if (view.length === 0) return plan.missing;
  return random ? plan.randomKernel(view) : plan.kernel(view);
}
