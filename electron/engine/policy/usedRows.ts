import { distributionSlack } from '../../../shared/estimators/fullDistribution';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import type { Table } from '../../../shared/wire/table';
import { doublesOf, integersOf } from '../compare/columns';
import { type PolicyColumns, unnamed } from '../sql/policy/policyRows';
import type { LoadedTables } from './loadTables';

/** What was read of one target: columns of the used rows, and sums over them. */
export interface TargetRows {
  weights: Float64Array | null;
  direct: Float64Array | null;
  /** 1 where the target gives what was shown the probability 1. */
  matches: Uint8Array;
  missingRows: number;
  placelessRows: number;
  /** Σ over rows of the target's mass without a q̂, and on what the log cannot show; placeless rows have no mass. */
  unfitted: number;
  unsupported: number;
}

/** The used rows of a log in row order, filled page by page: 8 bytes a row for each column that an estimator needs. */
export class UsedRows {
  readonly requests: Int32Array;
  readonly rewards: Float64Array;
  readonly counts: Float64Array | null;
  readonly fitted: Float64Array | null;
  readonly targets: TargetRows[];
  /** Smallest and largest propensity. */
  readonly propensities = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  /** By item key: Σ 1/π0 over its rows, and how many rows. */
  readonly inverse: Float64Array;
  readonly shown: Uint32Array;
  unfittedRows = 0;
  failedDistributions = 0;
  /** Some request has several rows. */
  lists = false;
  readonly #loaded: LoadedTables;
  readonly #ownRequests: boolean;
  #length = 0;

  constructor(used: number, items: number, columns: PolicyColumns, loaded: LoadedTables) {
    const column = (wanted: unknown) => (wanted ? new Float64Array(used) : null);
    this.requests = new Int32Array(used);
    this.rewards = new Float64Array(used);
    this.counts = column(columns.weight);
    this.fitted = column(loaded.reward);
    this.inverse = new Float64Array(items);
    this.shown = new Uint32Array(items);
    this.#loaded = loaded;
    this.#ownRequests = columns.ownRequests;
    this.targets = loaded.targets.map(({ direct }) => ({
      weights: column(columns.propensity),
      direct: column(direct),
      matches: new Uint8Array(used),
      missingRows: 0,
      placelessRows: 0,
      unfitted: 0,
      unsupported: 0,
    }));
  }

  /** Rows so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes in a page; `order` lists its rows as they follow each other. */
  add(page: Table, order: Int32Array): void {
    const at = this.#length;
    this.#length += order.length;
    const propensities = numbersOf(page, 'propensity');
    this.#addLog(page, order, at);
    if (propensities) this.#countActions(integersOf(page, 'item_key'), propensities);
    if (this.fitted) this.#addFitted(numbersOf(page, 'fitted')!, order, at, this.fitted);
    if (this.#loaded.logging) this.#checkDistributions(page, propensities);
    this.targets.forEach((target, n) => {
      this.#addShown(target, n, { page, order, at, propensities });
      if (target.direct) this.#addDirect(target, target.direct, n, { page, order, at, propensities });
      target.unsupported += massIn(page, `unsupported${n}`);
    });
  }

  /** Puts the rows in the order given, each column for itself; `requests` is not needed any more and stays as it is. */
  reorder(order: Uint32Array): void {
    const kept = new Float64Array(order.length);
    const ofTargets = this.targets.flatMap(({ weights, direct }) => [weights, direct]);
    for (const column of [this.rewards, this.counts, this.fitted, ...ofTargets]) {
      if (column !== null) putInOrder(column, order, kept);
    }
    this.targets.forEach(({ matches }, n) => {
      if (this.#loaded.facts[n]!.deterministic) matches.set(Uint8Array.from(order, (row) => matches[row]!));
    });
  }

  /** Share of the target's probability without a q̂, or on what the log cannot show; all of it where it names nothing. */
  massShare(n: number, of: 'unfitted' | 'unsupported'): number {
    const target = this.targets[n]!;
    return (target[of] + target.placelessRows) / this.#length;
  }

  /** The rows as estimators take them under one target. */
  loggedRows(n: number): LoggedRows {
    const { weights, direct, matches } = this.targets[n]!;
    const { deterministic } = this.#loaded.facts[n]!;
    const { rewards, counts, fitted } = this;
    return { weights, rewards, fitted, direct, counts, matches: deterministic ? matches : null };
  }

  #addLog(page: Table, order: Int32Array, at: number): void {
    const requests = integersOf(page, this.#ownRequests ? 'row_id' : 'request_index');
    const rewards = numbersOf(page, 'reward')!;
    const weights = numbersOf(page, 'weight');
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      this.requests[at + i] = requests[row]!;
      this.rewards[at + i] = rewards[row]!;
      if (this.counts && weights) this.counts[at + i] = weights[row]!;
      if (at + i > 0 && this.requests[at + i - 1] === requests[row]) this.lists = true;
    }
  }

  #countActions(items: Int32Array, propensities: Float64Array): void {
    for (let row = 0; row < propensities.length; row++) {
      const propensity = propensities[row]!;
      this.inverse[items[row]!]! += 1 / propensity;
      this.shown[items[row]!]! += 1;
      if (propensity < this.propensities.least) this.propensities.least = propensity;
      if (propensity > this.propensities.most) this.propensities.most = propensity;
    }
  }

  #addFitted(values: Float64Array, order: Int32Array, at: number, fitted: Float64Array): void {
    for (let i = 0; i < order.length; i++) {
      const value = values[order[i]!]!;
      if (Number.isNaN(value)) this.unfittedRows += 1;
      fitted[at + i] = value || 0;
    }
  }

  #checkDistributions(page: Table, propensities: Float64Array | null): void {
    const [logged, masses] = [numbersOf(page, 'logged')!, numbersOf(page, 'logged_mass')!];
    for (let row = 0; row < page.rows; row++) {
      const sums = Math.abs(masses[row]! - 1) <= distributionSlack;
      const holds = propensities === null || Math.abs(logged[row]! - propensities[row]!) <= distributionSlack;
      if (!(sums && holds)) this.failedDistributions += 1;
    }
  }

  #addShown(target: TargetRows, n: number, { page, order, at, propensities }: Page): void {
    const shown = numbersOf(page, `p${n}`)!;
    const { weights, matches } = target;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      const probability = shown[row]!;
      if (probability < 0) target.missingRows += 1;
      if (probability === unnamed.place) target.placelessRows += 1;
      if (weights && propensities) weights[at + i] = Math.max(0, probability) / propensities[row]!;
      matches[at + i] = probability === 1 ? 1 : 0;
    }
  }

  #addDirect(target: TargetRows, direct: Float64Array, n: number, { page, order, at }: Page): void {
    const values = numbersOf(page, `direct${n}`)!;
    for (let i = 0; i < order.length; i++) direct[at + i] = values[order[i]!]! || 0;
    target.unfitted += massIn(page, `unfitted${n}`);
  }
}

function putInOrder(column: Float64Array, order: Uint32Array, kept: Float64Array): void {
  for (let i = 0; i < order.length; i++) kept[i] = column[order[i]!]!;
  column.set(kept);
}

interface Page {
  page: Table;
  order: Int32Array;
  at: number;
  propensities: Float64Array | null;
}

/** A column of numbers, NaN where null; null where the page has no such column. */
function numbersOf(page: Table, name: string): Float64Array | null {
  return page.columns.some((column) => column.name === name) ? doublesOf(page, name) : null;
}

/** Sums of probabilities are off by this much. */
const rounding = 1e-9;

/** Σ over rows of a mass that may be off by rounding; 0 where the page has no such column. */
function massIn(page: Table, name: string): number {
  let sum = 0;
  for (const mass of numbersOf(page, name) ?? []) if (mass > rounding) sum += mass;
  return sum;
}
