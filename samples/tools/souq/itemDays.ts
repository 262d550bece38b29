import type { RandomSource } from '../../../shared/stats/random';
import { normal, roundedAsSql, sigmoid } from '../draw';
import type { Item } from './catalog';

const persistence = 0.72;
export const windowDays = 28;

/**
 * What the platform counts for each item, day by day, of which the log is a sample. A hidden trend makes an item more
 * or less wanted for some days; the click rate of yesterday shows it, the one of 28 days hardly does.
 */
export class ItemDays {
  /** Hidden, standard deviation 1: today's trend of each item. */
  readonly trend: Float64Array;
  /** `i_ctr_1d` and `i_ctr_28d` as of this midnight; 0 where nothing was counted. */
  readonly dayRate: Float64Array;
  readonly monthRate: Float64Array;
  /** Counts of today, which nobody knows before midnight. */
  readonly views: Int32Array;
  readonly clicks: Int32Array;
  private readonly pastViews: Int32Array[] = [];
  private readonly pastClicks: Int32Array[] = [];
  private readonly monthViews: Int32Array;
  private readonly monthClicks: Int32Array;

  constructor(
    private readonly random: RandomSource,
    private readonly items: Item[],
    private readonly traffic: number,
  ) {
    const count = items.length;
    this.trend = Float64Array.from({ length: count }, () => normal(random));
    this.dayRate = new Float64Array(count);
    this.monthRate = new Float64Array(count);
    this.views = new Int32Array(count);
    this.clicks = new Int32Array(count);
    this.monthViews = new Int32Array(count);
    this.monthClicks = new Int32Array(count);
  }

  /** Midnight: yesterday's counts become features, today's trend and counts are drawn. */
  begin(day: number): void {
    this.closeYesterday();
    const shock = Math.sqrt(1 - persistence ** 2);
    for (const item of this.items) {
      const index = item.index;
      this.trend[index] = persistence * this.trend[index]! + shock * normal(this.random);
      const listed = item.createdDay <= day;
      const views = listed ? around(this.random, item.traffic, item.traffic) : 0;
      const rate = sigmoid(-2.9 + 0.45 * item.quality + 0.75 * this.trend[index]!);
      this.views[index] = views;
      this.clicks[index] = Math.min(views, around(this.random, views * rate, views * rate * (1 - rate)));
    }
  }

  private closeYesterday(): void {
    this.pastViews.push(this.views.slice());
    this.pastClicks.push(this.clicks.slice());
    for (let i = 0; i < this.views.length; i++) {
      this.monthViews[i]! += this.views[i]!;
      this.monthClicks[i]! += this.clicks[i]!;
      this.dayRate[i] = this.sampledRate(this.clicks[i]!, this.views[i]!);
    }
    if (this.pastViews.length > windowDays) {
      const [views, clicks] = [this.pastViews.shift()!, this.pastClicks.shift()!];
      for (let i = 0; i < views.length; i++) {
        this.monthViews[i]! -= views[i]!;
        this.monthClicks[i]! -= clicks[i]!;
      }
    }
    for (let i = 0; i < this.views.length; i++)
      this.monthRate[i] = clickRate(this.monthClicks[i]!, this.monthViews[i]!);
  }

  /** With `traffic` below 1 the daily rate comes from that share of the views only. */
  private sampledRate(clicks: number, views: number): number {
    if (this.traffic >= 1 || views === 0) return clickRate(clicks, views);
    const kept = Math.max(1, Math.round(views * this.traffic));
    const rate = clicks / views;
    return clickRate(Math.min(kept, around(this.random, kept * rate, kept * rate * (1 - rate))), kept);
  }
}

/** Click rate, drawn to 5%; five decimals; 0 where nothing was seen. */
export function clickRate(clicks: number, views: number): number {
  return views === 0 ? 0 : roundedAsSql((clicks + 1) / (views + 20), 5);
}

/** A count near `mean`. */
function around(random: RandomSource, mean: number, variance: number): number {
  return Math.max(0, Math.round(mean + Math.sqrt(variance) * normal(random)));
}
