import { neumaierSum } from '../../../shared/stats/neumaier';
import type { Contest } from './contest';
import type { ContestMetric } from './contestMetrics';
import { type CountedItems, type ItemKernel, ildKernel, noveltyKernel } from './kernels/items';
import type { PageRows } from './pageLists';
import { pick } from './requestSet';
import type { OtherValues } from './wholeValue';

/** A metric of one contestant that is not known yet: its values and the items left out, by request. */
interface OpenValues {
  kernel: ItemKernel;
  cutoff: number;
  values: Float64Array;
  leftOut: Float64Array;
}

const noList: Readonly<Record<string, string>> = {
  ild: 'no list has two items with vectors, none of them zero, in its top K',
  novelty: 'no list holds an item with training events in its top K',
};

/** Diversity and novelty of every list, from items in memory. What was computed before comes from the cache. */
export class ListItemValues {
  readonly #contest: Contest;
  readonly #metrics: readonly ContestMetric[];
  /** By contestant: what is computed in this pass. */
  readonly #open: OpenValues[][];
  readonly #found = new Map<string, Float64Array>();
  readonly #items: CountedItems = { keys: new Int32Array(256), length: 0, random: null };

  private constructor(contest: Contest, metrics: readonly ContestMetric[], kernels: readonly ItemKernel[]) {
    this.#contest = contest;
    this.#metrics = metrics;
    const { source, contestants } = contest;
    const vector = () => new Float64Array(source.requests).fill(Number.NaN);
    this.#open = contestants.map((_, c) =>
      metrics.flatMap(({ spec }, m) => {
        if (this.#known(m, c, 'value') && this.#known(m, c, 'leftOut')) return [];
        const open = { kernel: kernels[m]!, values: vector(), leftOut: vector().fill(0) };
        this.#found.set(this.#key(m, c, 'value'), open.values);
        this.#found.set(this.#key(m, c, 'leftOut'), open.leftOut);
        return [{ ...open, cutoff: spec.cutoff ?? Number.POSITIVE_INFINITY }];
      }),
    );
  }

  static async of(contest: Contest, metrics: readonly ContestMetric[]): Promise<ListItemValues> {
    const { items } = contest.source;
    const { embedding, events } = items.facts;
    const kernels: ItemKernel[] = [];
    for (const { spec } of metrics) {
      if (spec.name === 'ild') kernels.push(ildKernel(await items.vectors(embedding!)));
      else kernels.push(noveltyKernel(await items.bits(events!)));
    }
    return new ListItemValues(contest, metrics, kernels);
  }

  /** Whether nothing is left to compute. */
  get complete(): boolean {
    return this.#open.every((each) => each.length === 0);
  }

  /** Computes one contestant's list of a request; its rows are `from..to` of the page. */
  add(request: number, c: number, rows: PageRows, ranks: Int32Array, span: { from: number; to: number }): void {
    const random = this.#contest.contestants[c]!.list === 'random';
    for (const { kernel, cutoff, values, leftOut } of this.#open[c]!) {
      this.#collect(rows, ranks, span, cutoff);
      this.#items.random = null;
      if (random) {
        const counting = this.#items.length;
        this.#collect(rows, ranks, span, Number.POSITIVE_INFINITY);
        this.#items.random = counting;
      }
      values[request] = kernel.value(this.#items);
      leftOut[request] = random ? 0 : kernel.leftOut;
    }
  }

  /** Keeps what this pass has computed for other slices and contests. */
  keep(): void {
    const { cache } = this.#contest.source.data;
    this.#contest.contestants.forEach(({ key }, c) => {
      this.#metrics.forEach((_, m) => {
        for (const what of ['value', 'leftOut'] as const) {
          cache.putVector(key, this.#plan(m, what), this.#known(m, c, what)!);
        }
      });
    });
  }

  results(): [string, OtherValues][] {
    const { contestants, set } = this.#contest;
    const of = (m: number, what: 'value' | 'leftOut') => contestants.map((_, c) => pick(this.#known(m, c, what)!, set));
    return this.#metrics.map(({ id, spec }, m) => {
      const leftOut = of(m, 'leftOut').map((counts) => neumaierSum(counts));
      return [id, { values: of(m, 'value'), whole: null, leftOut, noValue: noList[spec.name]! }];
    });
  }

  /** Organic rows down to the cutoff; where rows of other slots stand between, their places count. */
  #collect({ itemKeys, pins }: PageRows, ranks: Int32Array, span: { from: number; to: number }, cutoff: number): void {
    const items = this.#items;
    if (items.keys.length < span.to - span.from) items.keys = new Int32Array(2 * (span.to - span.from));
    items.length = 0;
    for (let row = span.from; row < span.to; row++) {
      const rank = ranks[row]!;
      if (rank <= 0 || rank > cutoff || pins?.[row]) continue;
      items.keys[items.length] = itemKeys[row]!;
      items.length += 1;
    }
  }

  #known(m: number, c: number, what: 'value' | 'leftOut'): Float64Array | null {
    const key = this.#key(m, c, what);
    const { source, contestants } = this.#contest;
    const known = this.#found.get(key) ?? source.data.cache.get(contestants[c]!.key, this.#plan(m, what));
    if (known) this.#found.set(key, known);
    return known;
  }

  #key(m: number, c: number, what: string): string {
    return `${this.#contest.contestants[c]!.key}\n${this.#plan(m, what)}`;
  }

  #plan(m: number, what: string): string {
    const { settings } = this.#contest;
    const { spec } = this.#metrics[m]!;
    return `items ${what} ${settings.scorePrecision} ${settings.ties === 'input'} ${spec.name}@${spec.cutoff}`;
  }
}
