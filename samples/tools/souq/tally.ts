import { examination } from './behavior';
import { arrivedAt } from './logFiles';
import type { RequestContext } from './requestContext';
import { dayMs, orderWindowDays, type Settings } from './settings';
import type { LoggedRequest, LoggedRow } from './simulate';
import { storyOf } from './story';

interface Sums {
  requests: number;
  clicks: number;
  expectedClicks: number;
  orders: number;
  ordersInTheEnd: number;
  matureRequests: number;
  ndcg: number;
  ndcgRequests: number;
}

/** What one group of requests shows and what is true of it; null where there is nothing to divide by. */
export interface Measured {
  requests: number;
  clicksPerRequest: number | null;
  /** From the truth, without the luck of the draw: examination times attraction of the shown rows. */
  expectedClicksPerRequest: number | null;
  ordersPerRequest: number | null;
  ordersPerRequestInTheEnd: number | null;
  matureShare: number | null;
  /** NDCG@10 of the hidden grades in the shown order; ideal from the logged rows. */
  ndcgOfGrades: number | null;
}

/** Sums by period and group of the planted fault, as requests come. */
export class Tally {
  private readonly groups = new Map<string, Sums>();
  private readonly story;
  private readonly since: number;

  constructor(
    settings: Settings,
    private readonly observedUntil: number,
  ) {
    this.story = storyOf(settings.preset);
    this.since = this.story?.since(settings) ?? 0;
  }

  add({ context, rows }: LoggedRequest): void {
    const period = context.day < this.since ? 'before' : 'after';
    const sums = this.sumsOf(`${period}, ${this.story?.affected(context) ? 'affected' : 'others'}`);
    sums.requests++;
    if (this.observedUntil - context.time >= orderWindowDays * dayMs) sums.matureRequests++;
    for (const row of rows) {
      sums.clicks += row.outcome?.click ?? 0;
      sums.expectedClicks += expectedClicks(context, row);
      if (row.outcome?.orderDelay != null) sums.ordersInTheEnd++;
      if (arrivedAt(context.time, row, this.observedUntil) !== null) sums.orders++;
    }
    const ndcg = shownNdcg(rows);
    if (ndcg === null) return;
    sums.ndcg += ndcg;
    sums.ndcgRequests++;
  }

  result(): Record<string, Measured> {
    const entries = [...this.groups].sort(([a], [b]) => (a < b ? 1 : -1));
    return Object.fromEntries(entries.map(([name, sums]) => [name, measured(sums)]));
  }

  private sumsOf(name: string): Sums {
    const zero = {
      requests: 0,
      clicks: 0,
      expectedClicks: 0,
      orders: 0,
      ordersInTheEnd: 0,
      matureRequests: 0,
      ndcg: 0,
      ndcgRequests: 0,
    };
    const sums = this.groups.get(name) ?? zero;
    this.groups.set(name, sums);
    return sums;
  }
}

function measured(sums: Sums): Measured {
  const share = (value: number, count: number) => (count === 0 ? null : Number((value / count).toFixed(4)));
  return {
    requests: sums.requests,
    clicksPerRequest: share(sums.clicks, sums.requests),
    expectedClicksPerRequest: share(sums.expectedClicks, sums.requests),
    ordersPerRequest: share(sums.orders, sums.requests),
    ordersPerRequestInTheEnd: share(sums.ordersInTheEnd, sums.requests),
    matureShare: share(sums.matureRequests, sums.requests),
    ndcgOfGrades: share(sums.ndcg, sums.ndcgRequests),
  };
}

function expectedClicks({ surface, device }: RequestContext, { position, truth }: LoggedRow): number {
  return position === null ? 0 : examination(surface, device, position) * truth.attraction;
}

/** NDCG@10, linear gain, of the grades of one list as shown (definitions A1). */
function shownNdcg(rows: LoggedRequest['rows']): number | null {
  const dcg = (grades: number[]) => grades.slice(0, 10).reduce((sum, grade, k) => sum + grade / Math.log2(k + 2), 0);
  const ideal = dcg(rows.map(({ truth }) => truth.grade).sort((a, b) => b - a));
  return ideal === 0
    ? null
    : dcg(rows.filter(({ position }) => position !== null).map(({ truth }) => truth.grade)) / ideal;
}
