import path from 'node:path';
import { categoryNames, priceOn } from './catalog';
import { at } from './features';
import { windowDays } from './itemDays';
import { arrivedAt } from './logFiles';
import { userId } from './people';
import { dateOf, instantOf } from './settings';
import type { LoggedRequest, World } from './simulate';
import { TextFile } from './textFile';

/** Events and daily counts from which features and outcomes can be computed anew, and the history of the daily rate. */
export class RawFiles {
  private readonly daily: TextFile;
  private readonly history: TextFile;
  private readonly prices: TextFile;
  private readonly userClicks: TextFile;
  private readonly clicks: TextFile;
  private readonly orders: TextFile;
  private readonly views: TextFile | null;
  private day = -windowDays;
  private readonly clicksToday = new Map<number, number>();

  constructor(
    folder: string,
    private readonly world: World,
    private readonly observedUntil: number,
  ) {
    const file = (name: string, header: string[]) => new TextFile(path.join(folder, name), header);
    this.daily = file('raw/item_daily.csv.gz', ['day', 'item_id', 'views', 'clicks']);
    this.history = file('history/i_ctr_1d.csv.gz', ['item_id', 'valid_from', 'i_ctr_1d']);
    this.prices = file('raw/prices.csv', ['item_id', 'valid_from', 'price']);
    this.userClicks = file('raw/user_clicks.csv.gz', ['day', 'user_id', 'category', 'clicks']);
    this.clicks = file('raw/clicks.csv.gz', ['request_id', 'item_id', 'clicked_at']);
    this.orders = file('raw/orders.csv.gz', ['request_id', 'item_id', 'ordered_at', 'value']);
    const leaks = world.settings.faults.leak > 0;
    this.views = leaks ? file('raw/views.csv.gz', ['request_id', 'item_id', 'viewed_at']) : null;
    this.addPrices();
    this.addOldClicks();
  }

  /** Call at midnight, when features of `day` are ready and its counts are drawn. */
  beginDay(day: number): void {
    this.closeClicks();
    this.day = day;
    const { items } = this.world.catalog;
    const { views, clicks, dayRate } = this.world.itemDays;
    for (const { index, id } of items) {
      if (views[index]! > 0) this.daily.add([dateOf(day), id, views[index]!, clicks[index]!]);
      if (day >= -1 && dayRate[index]! > 0) this.history.add([id, dateOf(day), dayRate[index]!]);
    }
  }

  add({ context, rows }: LoggedRequest): void {
    for (const row of rows) {
      const key = [context.id, row.item.id];
      const earlier = row.features[at('x_session_views')]!;
      if (earlier > 0) this.views?.add([...key, instantOf(context.time - 300_000)]);
      if (!row.outcome?.click) continue;
      const clickTime = context.time + row.outcome.clickDelay!;
      if (clickTime < this.observedUntil) this.clicks.add([...key, instantOf(clickTime)]);
      this.views?.add([...key, instantOf(clickTime)]);
      const place = context.user * categoryNames.length + row.item.category;
      this.clicksToday.set(place, (this.clicksToday.get(place) ?? 0) + 1);
      const orderTime = arrivedAt(context.time, row, this.observedUntil);
      if (orderTime !== null) this.orders.add([...key, instantOf(orderTime), priceOn(row.item, context.day)]);
    }
  }

  async drain(): Promise<void> {
    for (const file of this.files()) if (file.full) await file.drain();
  }

  async close(): Promise<void> {
    this.closeClicks();
    for (const file of this.files()) await file.close();
  }

  private files(): TextFile[] {
    const always = [this.daily, this.history, this.prices, this.userClicks, this.clicks, this.orders];
    return this.views ? [...always, this.views] : always;
  }

  private addPrices(): void {
    for (const item of this.world.catalog.items) {
      this.prices.add([item.id, '2026-01-01', item.price]);
      if (Number.isFinite(item.priceDay)) this.prices.add([item.id, dateOf(item.priceDay), item.laterPrice]);
    }
  }

  /** What users clicked before the log begins, as of one day. */
  private addOldClicks(): void {
    this.world.people.clicks.forEach((clicks, place) => {
      if (clicks > 0) this.userClicks.add(userClickCells(-1, place, clicks));
    });
  }

  private closeClicks(): void {
    for (const [place, clicks] of this.clicksToday) this.userClicks.add(userClickCells(this.day, place, clicks));
    this.clicksToday.clear();
  }
}

function userClickCells(day: number, place: number, clicks: number) {
  const width = categoryNames.length;
  return [dateOf(day), userId(Math.floor(place / width)), categoryNames[place % width]!, clicks];
}
