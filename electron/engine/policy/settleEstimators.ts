import { defaultLambda } from '../../../shared/estimators/defaultLambda';
import { estimatorLadder, type LadderStep } from '../../../shared/estimators/estimatorLadder';
import type { SettledEstimator } from '../../../shared/estimators/estimatorParts';
import { type EstimatorSpec, estimatorName, hasLambda, isLambda } from '../../../shared/estimators/estimatorSpec';
import { RankscopeError } from '../../../shared/wire/errors';
import type { LoadedTables } from './loadTables';
import type { PolicyOptions } from './policyOptions';
import type { RowCounts } from './policyResult';
import type { PolicySource } from './policySource';
import type { UsedRows } from './usedRows';

/** The gate's answer for each estimator, and what is computed: null where it refuses. */
export interface SettledTarget {
  ladder: LadderStep[];
  estimators: (SettledEstimator | null)[];
}

/** Which estimators the log supports for a target, with their λ. `clip` is the default λ of `cips`. */
export function settleEstimators(
  specs: readonly EstimatorSpec[],
  clip: number | null,
  facts: Parameters<typeof estimatorLadder>[1],
): SettledTarget {
  const ladder = estimatorLadder(specs, facts);
  const estimators = specs.map((spec, k) => {
    if (ladder[k]!.status === 'refused') return null;
    const lambda = hasLambda(spec.id) ? (spec.lambda ?? defaultLambda(spec.id, clip!)) : null;
    return { id: spec.id, lambda };
  });
  return { ladder, estimators };
}

/** What the gate asks of a log and a target (definitions.md C0). */
export function ladderFacts(
  source: PolicySource,
  { rows, counts, tables }: { rows: UsedRows; counts: RowCounts; tables: LoadedTables },
  n: number,
  { allRows, rewardModel }: PolicyOptions,
) {
  const { weights } = rows.targets[n]!;
  const { least, most } = rows.propensities;
  const log = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    rows: rows.length,
    randomizedOf: source.randomized !== null && !allRows ? log : null,
    hasPropensities: weights !== null,
    deterministicLog: weights !== null && least === 1,
    uniformLog: weights !== null && most - least <= 1e-9 * most,
    kind: source.kind,
    lists: rows.lists,
    noWeight: weights?.every((weight) => weight === 0) ?? false,
    unfittedMass: rows.fitted === null ? null : rows.massShare(n, 'unfitted'),
    crossFitted: rewardModel?.crossFitted ?? false,
    deterministicTarget: tables.facts[n]!.deterministic,
  };
}

/** A λ outside its range is an `input` error. */
export function refuseLambdas(specs: readonly EstimatorSpec[]): void {
  const bad = specs.find(({ id, lambda }) => lambda !== null && !(hasLambda(id) && isLambda(id, lambda)));
  if (bad === undefined) return;
  throw new RankscopeError({
    code: 'input',
    message: `The estimator ${estimatorName(bad)} has no such λ.`,
    hint: 'cips, csnips, switch_dr, dr_clip and dros take a λ above 0; the others take none.',
  });
}
