import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawsOfEstimates, partSums } from '../../../shared/estimators/bootstrapEstimates';
import { estimatorParts, type SettledEstimator } from '../../../shared/estimators/estimatorParts';
import { linearTerms } from '../../../shared/estimators/linearTerms';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';
import { loggedValue } from '../../../shared/estimators/loggedValue';
import { intervalOf, type NormalInterval } from '../../../shared/estimators/normalInterval';
import { pairedDraws, pairedInterval } from '../../../shared/estimators/pairedDifference';
import { type RatioPart, valueOfParts } from '../../../shared/estimators/ratioPart';
import { type RowUnits, sumByUnit } from '../../../shared/estimators/rowUnits';
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

type Terms = Float64Array | null;

interface Measured extends NormalInterval {
  terms: Terms;
  parts: readonly RatioPart[];
}

/**
 * Values, standard errors and draws of all estimators of all targets over the same rows and resamples. One estimator's
 * columns are held at a time; what is kept of it are its sums by resampled group.
 */
export async function estimateTargets(work: EstimateWork, control: PolicyControl): Promise<Estimates> {
  const { targets, units, resampling, level } = work;
  const sums = new GroupSums(resampling.groups);
  const logged = measure(loggedValue(targets[0]!.rows), units, level);
  sums.add(logged.parts);
  const found: (Omit<EstimateOfTarget, 'draws'> | null)[][] = targets.map(() => []);
  const overLogged: (NormalInterval | null)[][] = targets.map(() => []);
  const overVersus: (NormalInterval | null)[] = [];
  for (const k of targets[0]!.estimators.keys()) {
    const measured = targets.map(({ rows, estimators }) => measureOne(rows, estimators[k]!, units, level));
    measured.forEach((each, n) => {
      sums.add(each?.parts ?? []);
      const { terms, parts, ...interval } = each ?? { ...nothing, parts: [] };
      const settled = targets[n]!.estimators[k]!;
      const fixed = targets[n]!.fixedLambda[k]!;
      found[n]!.push(each && { ...interval, bernstein: bernsteinOf(settled!, fixed, each.parts, work) });
      overLogged[n]!.push(each && pairedInterval(logged, each, units, level));
    });
    const [target, versus] = measured;
    if (versus !== undefined) overVersus.push(target && versus ? pairedInterval(versus, target, units, level) : null);
    await nextTurn();
    control.signal?.throwIfAborted();
  }
  const ratios = await resampleUnits(resampling, sums.vectors, work.draws, control);
  return withDraws({ logged, found, overLogged, overVersus }, sums.drawsOf(ratios));
}

const nothing: Omit<Measured, 'parts'> = { value: null, se: null, lo: null, hi: null, terms: null };

function measureOne(rows: LoggedRows, estimator: SettledEstimator | null, units: RowUnits, level: number) {
  return estimator === null ? null : measure(estimatorParts(rows, estimator), units, level);
}

function measure(parts: readonly RatioPart[], units: RowUnits, level: number): Measured {
  const terms = linearTerms(parts);
  return { ...intervalOf(valueOfParts(parts), terms, units, level), terms, parts };
}

/** The sums of every estimate's parts by resampled group, and which vectors belong to which estimate. */
class GroupSums {
  readonly vectors: UnitSums[] = [];
  readonly #groups: RowUnits;
  readonly #known = new Map<Float64Array | null, Float64Array>();
  readonly #parts: number[] = [];

  constructor(groups: RowUnits) {
    this.#groups = groups;
  }

  /** Without parts: an estimate that is not there. */
  add(parts: readonly RatioPart[]): void {
    this.vectors.push(...partSums([parts], (values) => sumByUnit(values, this.#groups), this.#known));
    this.#parts.push(parts.length);
  }

  /** The draws of each estimate in the order of `add`; empty for one that is not there. */
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
