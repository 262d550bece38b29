import { discountTable, type RankedView } from '../compare/rankedView';
import { bandEtas } from '../compare/thetaBand';
import { powerExamination } from '../compare/weightedClicks';
import type { RunWork } from './evaluateRuns';

/** Where a request is added. */
interface BandPlace {
  run: number;
  metric: number;
  group: number;
  weight: number;
}

/**
 * `ips_dcg@K` (definitions.md B3, unclipped) of every run under examination k^-eta for each eta of B4's band, by
 * half: what shows whether the sign of a difference depends on how strong position bias is.
 */
export class BandSums {
  readonly #sums: Float64Array[][];
  /** Weight of the requests that showed something, by half. */
  readonly #shown: Float64Array;
  readonly #ends: readonly number[];
  readonly #limits: readonly ({ cutoff: number; level: number } | null)[];
  readonly #worths = bandEtas.map((eta) => powerExamination(eta));

  constructor(runs: number, { metrics, groups }: Pick<RunWork, 'metrics' | 'groups'>) {
    const { length: halves } = groups.ends;
    const sums = () => new Float64Array(halves * bandEtas.length);
    this.#sums = Array.from({ length: runs }, () => metrics.map(sums));
    this.#shown = new Float64Array(halves);
    this.#ends = groups.ends;
    this.#limits = metrics.map(({ band }) => band);
  }

  /** Counts a request that showed something: only those have a value. */
  count(group: number, weight: number): void {
    this.#shown[this.#halfOf(group)]! += weight;
  }

  /** Adds the clicks of one ranked list; `order` and `positions` as of the page, `view.grades` of the metric's label. */
  add({ run, metric, group, weight }: BandPlace, view: RankedView, order: Int32Array, positions: Int32Array): void {
    const { cutoff, level } = this.#limits[metric]!;
    const sums = this.#sums[run]![metric]!;
    const start = this.#halfOf(group) * bandEtas.length;
    for (let i = 0; i < view.length && view.ranks[i]! <= cutoff; i++) {
      const grade = view.grades[i]!;
      const position = positions[order[i]!]!;
      if (!(grade > 0 && grade >= level) || position <= 0) continue;
      const rank = view.ranks[i]!;
      const worth = weight * discountTable(rank)[rank]!;
      this.#worths.forEach((theta, e) => {
        sums[start + e]! += worth / theta(position);
      });
    }
  }

  /** Means of run b minus those of run a, one for each eta: in one half, or in all where it is null. */
  differences(a: number, b: number, metric: number, half: number | null): number[] {
    const halves = half === null ? this.#ends.map((_, each) => each) : [half];
    const shown = halves.reduce((sum, each) => sum + this.#shown[each]!, 0);
    const of = (run: number, e: number) =>
      halves.reduce((sum, each) => sum + this.#sums[run]![metric]![each * bandEtas.length + e]!, 0);
    return bandEtas.map((_, e) => (shown > 0 ? (of(b, e) - of(a, e)) / shown : 0));
  }

  #halfOf(group: number): number {
    return this.#ends.findIndex((end) => group < end);
  }
}
