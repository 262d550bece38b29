import { distributionSlack } from '../../../shared/estimators/fullDistribution';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import type { Table } from '../../../shared/wire/table';
import { doublesOf, integersOf } from '../compare/columns';
import type { PolicyColumns } from '../sql/policy/policyRows';
import type { LoadedTables } from './loadTables';

/** What was read of one target: columns of the used rows, and sums over them. */
export interface TargetRows {
  weights: Float64Array | null;
  direct: Float64Array | null;
  /** 1 where the target gives what was shown the probability 1. */
  matches: Uint8Array;
  missingRows: number;
  placelessRows: number;
  /** Σ over rows of the target's probability on actions without a q̂, and on actions the log cannot show. */
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
  readonly #hasPropensity: boolean;
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
    this.#hasPropensity = columns.propensity !== null;
    this.targets = loaded.targets.map(({ direct }) => ({
      weights: column(this.#hasPropensity),
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
    const propensities = doublesOf(page, 'propensity');
    this.#addLog(page, order, at, propensities);
    if (this.fitted) this.#addFitted(page, order, at, this.fitted);
    if (this.#loaded.logging) this.#checkDistributions(page, propensities);
    this.targets.forEach((target, n) => {
      this.#addTarget(target, n, { page, order, at, propensities });
    });
  }

  /** The rows as estimators take them under one target. */
  loggedRows(n: number): LoggedRows {
    const { weights, direct, matches } = this.targets[n]!;
    const { deterministic } = this.#loaded.facts[n]!;
    const { rewards, counts, fitted } = this;
    return { weights, rewards, fitted, direct, counts, matches: deterministic ? matches : null };
  }

  #addLog(page: Table, order: Int32Array, at: number, propensities: Float64Array): void {
    const requests = integersOf(page, 'request_index');
    const rewards = doublesOf(page, 'reward');
    const weights = doublesOf(page, 'weight');
    const items = integersOf(page, 'item_key');
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      this.requests[at + i] = requests[row]!;
      this.rewards[at + i] = rewards[row]!;
      if (this.counts) this.counts[at + i] = weights[row]!;
      if (at + i > 0 && this.requests[at + i - 1] === requests[row]) this.lists = true;
      if (this.#hasPropensity) this.#countAction(items[row]!, propensities[row]!);
    }
  }

  #countAction(item: number, propensity: number): void {
    this.inverse[item]! += 1 / propensity;
    this.shown[item]! += 1;
    if (propensity < this.propensities.least) this.propensities.least = propensity;
    if (propensity > this.propensities.most) this.propensities.most = propensity;
  }

  #addFitted(page: Table, order: Int32Array, at: number, fitted: Float64Array): void {
    const values = doublesOf(page, 'fitted');
    for (let i = 0; i < order.length; i++) {
      const value = values[order[i]!]!;
      if (Number.isNaN(value)) this.unfittedRows += 1;
      fitted[at + i] = Number.isNaN(value) ? 0 : value;
    }
  }

  #checkDistributions(page: Table, propensities: Float64Array): void {
    const [logged, masses] = [doublesOf(page, 'logged'), doublesOf(page, 'logged_mass')];
    for (let row = 0; row < page.rows; row++) {
      const sums = Math.abs(masses[row]! - 1) <= distributionSlack;
      const holds = !this.#hasPropensity || Math.abs(logged[row]! - propensities[row]!) <= distributionSlack;
      if (!(sums && holds)) this.failedDistributions += 1;
    }
  }

  #addTarget(target: TargetRows, n: number, of: Page): void {
    const { page, order, at, propensities } = of;
    const { weights, direct, matches } = target;
    const [shown, masses, directs] = ['p', 'mass', 'direct'].map((name) => doublesOf(page, `${name}${n}`)) as Columns;
    const [fittedMasses, supported] = ['direct_mass', 'supported'].map((name) =>
      doublesOf(page, `${name}${n}`),
    ) as Columns;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      const named = !Number.isNaN(shown[row]!);
      const probability = named ? shown[row]! : 0;
      const mass = masses[row]!;
      if (!named) target.missingRows += 1;
      if (Number.isNaN(mass)) target.placelessRows += 1;
      if (weights) weights[at + i] = probability / propensities[row]!;
      matches[at + i] = probability === 1 ? 1 : 0;
      if (direct) {
        direct[at + i] = directs[row]! || 0;
        target.unfitted += lacking(mass, fittedMasses[row]!);
      }
      target.unsupported += lacking(mass, supported[row]!);
    }
  }
}

interface Page {
  page: Table;
  order: Int32Array;
  at: number;
  propensities: Float64Array;
}

type Columns = [Float64Array, Float64Array, Float64Array];

/** Sums of probabilities are off by this much. */
const rounding = 1e-9;

/** What of a target's mass another sum does not cover; all of it where the target names nothing. */
function lacking(mass: number, covered: number): number {
  if (Number.isNaN(mass)) return 1;
  const rest = mass - (covered || 0);
  return rest > rounding ? rest : 0;
}
