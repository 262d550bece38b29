import type { Database } from '../db/database';
import { requestWeights } from '../sql/compare/requestFacts';
import { doublesOf } from './columns';
import type { Contestant } from './contestants';
import type { ListOrder } from './eachPage';
import { evaluateRequests, type MetricPlan } from './evaluate';
import { type IdealGrades, readIdealGrades } from './idealGrades';
import type { KeptPages } from './keptPages';
import { type RequestFrame, readRequestFrame } from './requestFrame';
import { ValueCache } from './valueCache';

/** The label that plans are evaluated on; `judged` when its ideal comes from the case's judgments. */
export interface LabelSource {
  name: string;
  judged: boolean;
}

/** Plans of one label for one contestant. */
export interface ContestDemand {
  order: ListOrder;
  label: LabelSource;
  contestants: readonly Contestant[];
  plans: readonly MetricPlan[];
}

/** A contestant's vectors for the demanded plans, in request order; NaN = null, list length 0 = no list. */
export interface ContestVectors {
  values: Float64Array[];
  listLength: Uint32Array;
}

export interface EvaluateOptions {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
  /** Shared by passes that read the same pages. */
  kept?: KeptPages;
}

/** Everything that contests of one session share: the frame, the ideals and the per-request values computed so far. */
export class ContestData {
  readonly db: Database;
  readonly rows: number;
  private frame: Promise<RequestFrame> | null = null;
  private weights: Promise<Float64Array> | null = null;
  private readonly ideals = new Map<string, Promise<IdealGrades>>();
  /** Per-request vectors that outlive a contest. */
  readonly cache = new ValueCache();

  constructor(db: Database, rows: number) {
    this.db = db;
    this.rows = rows;
  }

  /** Where each request's rows lie. */
  requestFrame(): Promise<RequestFrame> {
    this.frame ??= forgetFailure(readRequestFrame(this.db, this.rows), () => {
      this.frame = null;
    });
    return this.frame;
  }

  /** Each request's sampling weight, of a log that declares them; 0 where none is above 0. */
  requestWeights(): Promise<Float64Array> {
    this.weights ??= forgetFailure(readWeights(this.db), () => {
      this.weights = null;
    });
    return this.weights;
  }

  async ideal(label: LabelSource): Promise<IdealGrades> {
    const known = this.ideals.get(label.name);
    if (known) return known;
    const { requests, pinned } = await this.requestFrame();
    const reading = forgetFailure(
      readIdealGrades(this.db, { label: label.name, judged: label.judged, requests, pinned }),
      () => this.ideals.delete(label.name),
    );
    this.ideals.set(label.name, reading);
    return reading;
  }

  /** The vectors of every contestant, in the order given; only what is not cached is evaluated. */
  async vectors(demand: ContestDemand, options: EvaluateOptions = {}): Promise<ContestVectors[]> {
    const { precision, ties } = demand.order;
    const keyOf = (plan: MetricPlan) => `${demand.label.name}\n${precision} ${ties}\n${plan.key}`;
    const missing = demand.contestants
      .map((contestant) => ({
        contestant,
        plans: demand.plans.filter((plan) => this.cache.get(contestant.key, keyOf(plan)) === null),
      }))
      .filter(({ plans }) => plans.length > 0);
    const held = new Map<string, Float64Array>();
    if (missing.length > 0) {
      const [frame, ideal] = await Promise.all([this.requestFrame(), this.ideal(demand.label)]);
      const work = { order: demand.order, label: demand.label.name, frame, ideal, contestants: missing };
      const results = await evaluateRequests(this.db, work, options);
      missing.forEach(({ contestant, plans }, i) => {
        this.cache.put(contestant.key, plans.map(keyOf), results[i]!);
        for (const [m, plan] of plans.entries()) held.set(`${contestant.key}\n${keyOf(plan)}`, results[i]!.values[m]!);
      });
    }
    return demand.contestants.map((contestant) => ({
      values: demand.plans.map(
        (plan) => held.get(`${contestant.key}\n${keyOf(plan)}`) ?? this.cache.get(contestant.key, keyOf(plan))!,
      ),
      listLength: this.cache.lengths(contestant.key)!,
    }));
  }
}

function forgetFailure<T>(work: Promise<T>, forget: () => void): Promise<T> {
  work.catch(forget);
  return work;
}

async function readWeights(db: Database): Promise<Float64Array> {
  const weights = doublesOf(await db.read(requestWeights()), 'weight');
  return weights.map((weight) => (Number.isNaN(weight) ? 0 : weight));
}
