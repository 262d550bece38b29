import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawsOfEstimates, unitSums } from '../../../shared/estimators/bootstrapEstimates';
import { estimatorParts, type SettledEstimator } from '../../../shared/estimators/estimatorParts';
import { linearTerms } from '../../../shared/estimators/linearTerms';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import { loggedValue } from '../../../shared/estimators/loggedValue';
import { intervalOf, type NormalInterval } from '../../../shared/estimators/normalInterval';
import { pairedDraws, pairedInterval } from '../../../shared/estimators/pairedDifference';
import { valueOfParts } from '../../../shared/estimators/ratioPart';
import { type RowPart, valueOfRows } from '../../../shared/estimators/rowPart';
import { type KnownSums, partsByGroup, partsByUnit, type RowUnits } from '../../../shared/estimators/rowUnits';
import type { UnitSums } from '../../../shared/stats/units';
import { type BernsteinOutcome, type Bounds, bernsteinOf } from './bernsteinOf';
import type { PolicyControl } from './policyOptions';
import { type Resampling, resampleUnits } from './resampleUnits';

/** What is estimated of one target: its rows and its estimators, null where the gate refuses one. */
export interface TargetWork {
  rows: LoggedRows;
  estimators: readonly (SettledEstimator | null)[];
  /** Which of them name a λ of their own, so that it was fixed before the weights were seen. */
  fixedLambda: readonly boolean[];
}

export interface EstimateWork {
  targets: readonly TargetWork[];
  units: RowUnits;
  resampling: Resampling;
  /** 0: values alone, without standard errors. */
  draws: number;
  level: number;
  bounds: Bounds | null;
}

/** An estimate or a difference, with its draws. */
export interface Drawn extends NormalInterval {
  draws: Float64Array;
}

export interface EstimateOfTarget extends Drawn {
  bernstein: BernsteinOutcome;
}

/** Everything that was estimated, by target and estimator; null where the gate refuses one. */
export interface Estimates {
  logged: Drawn;
  targets: (EstimateOfTarget | null)[][];
  /** target - logged. */
  overLogged: (Drawn | null)[][];
  /** The first target minus the second; null without one. */
  overVersus: (Drawn | null)[] | null;
}

interface Measured extends NormalInterval {
  /** One a unit. */
  terms: Float64Array | null;
  rowParts: readonly RowPart[];
}

/**
 * Values, standard errors and draws of all estimators of all targets over the same rows and resamples. One estimator's
 * columns are held at a time; what is kept of it are its sums by resampled group.
 */
export async function estimateTargets(work: EstimateWork, control: PolicyControl): Promise<Estimates> {
  const { targets, level } = work;
  const sums = new UnitTotals(work);
  const logged = sums.measure(loggedValue(targets[0]!.rows));
  const found: (Omit<EstimateOfTarget, 'draws'> | null)[][] = targets.map(() => []);
  const overLogged: (NormalInterval | null)[][] = targets.map(() => []);
  const overVersus: (NormalInterval | null)[] = [];
  for (const k of targets[0]!.estimators.keys()) {
    const measured = targets.map(({ rows, estimators, fixedLambda }, n) => {
      const estimator = estimators[k]!;
      const each = estimator && sums.measure(estimatorParts(rows, estimator));
      if (each === null) sums.skip();
      const bernstein = estimator && each && bernsteinOf(estimator, fixedLambda[k]!, each.rowParts, work);
      found[n]!.push(each && { ...intervalIn(each), bernstein: bernstein! });
      overLogged[n]!.push(each && pairedInterval(logged, each, level));
      return each;
    });
    const [target, versus] = measured;
    if (versus !== undefined) overVersus.push(target && versus ? pairedInterval(versus, target, level) : null);
    await nextTurn();
    control.signal?.throwIfAborted();
  }
  const ratios = await resampleUnits(work.resampling, sums.vectors, work.draws, control);
  return withDraws({ logged: intervalIn(logged), found, overLogged, overVersus }, sums.drawsOf(ratios));
}

function intervalIn({ value, se, lo, hi }: NormalInterval): NormalInterval {
  return { value, se, lo, hi };
}

const noInterval = { se: null, lo: null, hi: null, terms: null };

/** Measures estimates by unit, and keeps the sums of each by resampled group. */
class UnitTotals {
  readonly vectors: UnitSums[] = [];
  readonly #work: EstimateWork;
  readonly #byUnit: KnownSums = new Map();
  readonly #byGroup: KnownSums = new Map();
  readonly #parts: number[] = [];

  constructor(work: EstimateWork) {
    this.#work = work;
  }

  measure(rowParts: readonly RowPart[]): Measured {
    const { units, resampling, level, draws } = this.#work;
    if (draws === 0) {
      this.skip();
      return { ...noInterval, value: valueOfRows(rowParts, units.codes?.length ?? units.count), rowParts };
    }
    const parts = partsByUnit(rowParts, units, this.#byUnit);
    this.vectors.push(...unitSums(partsByGroup(parts, resampling.groups, this.#byGroup), this.#byGroup));
    this.#parts.push(parts.length);
    const terms = linearTerms(parts);
    return { ...intervalOf(valueOfParts(parts), terms, level), terms, rowParts };
  }

  /** For an estimate that is not there: its draws are empty. */
  skip(): void {
    this.#parts.push(0);
  }

  /** The draws of each estimate, in the order in which they were measured or skipped. */
  drawsOf(ratios: readonly Float64Array[]): Float64Array[] {
    return drawsOfEstimates(this.#parts, ratios);
  }
}

function withDraws(
  {
    logged,
    found,
    overLogged,
    overVersus,
  }: {
    logged: NormalInterval;
    found: (Omit<EstimateOfTarget, 'draws'> | null)[][];
    overLogged: (NormalInterval | null)[][];
    overVersus: (NormalInterval | null)[];
  },
  draws: readonly Float64Array[],
): Estimates {
  const [loggedDraws, ...rest] = draws;
  const drawsAt = (n: number, k: number) => rest[k * found.length + n]!;
  const joined = <T extends NormalInterval>(each: T | null, own: () => Float64Array) =>
    each && { ...each, draws: own() };
  return {
    logged: { ...logged, draws: loggedDraws! },
    targets: found.map((list, n) => list.map((each, k) => joined(each, () => drawsAt(n, k)))),
    overLogged: overLogged.map((list, n) =>
      list.map((each, k) => joined(each, () => pairedDraws(loggedDraws!, drawsAt(n, k)))),
    ),
    overVersus:
      found.length < 2
        ? null
        : overVersus.map((each, k) => joined(each, () => pairedDraws(drawsAt(1, k), drawsAt(0, k)))),
  };
}
