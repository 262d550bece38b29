import { gini } from '../../../shared/metrics/gini';
import type { Contest } from './contest';
import type { ContestMetric } from './contestMetrics';
import type { CatalogItems } from './itemTables';
import type { PageRows } from './pageLists';
import { discountTable } from './rankedView';
import { chosenRequests } from './requestSet';
import { noValue, type OtherValues, type WholeValue, wholeOnly } from './wholeValue';

/** Per metric and contestant: how much of the top K each item of the log got, over the requests of the set. */
export class Exposures {
  readonly #contest: Contest;
  readonly #metrics: readonly ContestMetric[];
  readonly #catalog: CatalogItems;
  readonly #chosen: Uint8Array | null;
  /** By metric and contestant: exposure by item key, and places held by items outside the catalog. */
  readonly #byItem: Float64Array[][];
  readonly #outside: number[][];
  readonly #lists: number[];

  private constructor(contest: Contest, metrics: readonly ContestMetric[], catalog: CatalogItems, keys: number) {
    const { contestants, source, set } = contest;
    this.#contest = contest;
    this.#metrics = metrics;
    this.#catalog = catalog;
    this.#chosen = chosenRequests(set.indexes, source.requests);
    this.#byItem = metrics.map(() => contestants.map(() => new Float64Array(keys)));
    this.#outside = metrics.map(() => contestants.map(() => 0));
    this.#lists = contestants.map(() => 0);
  }

  static async of(contest: Contest, metrics: readonly ContestMetric[]): Promise<Exposures> {
    const { items } = contest.source;
    return new Exposures(contest, metrics, await items.catalog(), await items.keys());
  }

  /** Counts one contestant's list of a request; its rows are `from..to` of the page. */
  add(
    request: number,
    c: number,
    { itemKeys, pins }: PageRows,
    ranks: Int32Array,
    { from, to }: { from: number; to: number },
  ): void {
    if (this.#chosen !== null && this.#chosen[request] === 0) return;
    this.#lists[c]! += 1;
    for (let row = from; row < to; row++) {
      const rank = ranks[row]!;
      if (rank > 0 && !pins?.[row]) this.#expose(c, itemKeys[row]!, rank);
    }
  }

  results(): [string, OtherValues][] {
    return this.#metrics.map(({ id, spec }, m) => {
      const { contestants } = this.#contest;
      const whole = contestants.map(({ list }, c) =>
        list === 'random' ? noValue('random lists put every item everywhere') : this.#value(spec.name, m, c),
      );
      return [id, { values: null, whole, leftOut: this.#outside[m]! }];
    });
  }

  #expose(c: number, item: number, rank: number): void {
    const { has } = this.#catalog;
    const eligible = has === null || has[item] === 1;
    for (let m = 0; m < this.#metrics.length; m++) {
      const { spec } = this.#metrics[m]!;
      if (rank > (spec.cutoff ?? Number.POSITIVE_INFINITY)) continue;
      if (eligible) this.#byItem[m]![c]![item]! += spec.name === 'gini_exposure_w' ? discountTable(rank)[rank]! : 1;
      else this.#outside[m]![c]! += 1;
    }
  }

  #value(name: string, m: number, c: number): WholeValue {
    const { size } = this.#catalog;
    const shown = this.#byItem[m]![c]!.filter((value) => value > 0);
    const value = name === 'coverage' ? (size > 0 ? shown.length / size : null) : gini(padded(shown, size));
    if (value === null) return noValue('no list holds an item of the catalog');
    return { value, reason: null, ci: null, ciReason: wholeOnly, requests: this.#lists[c]! };
  }
}

/** Exposure of every item of the catalog: those that no list holds have none. */
function padded(shown: Float64Array, size: number): Float64Array {
  const exposure = new Float64Array(size);
  exposure.set(shown);
  return exposure;
}
