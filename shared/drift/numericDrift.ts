import { kolmogorovSmirnov } from '../stats/kolmogorovSmirnov';
import { populationSd } from '../stats/moments';
import { countBelow, countUpTo } from '../stats/sortedCounts';
import { wasserstein1 } from '../stats/wasserstein';
import { activeDelta } from './activeDelta';
import { binnedFigures, type DriftFigures, driftFlags } from './driftFigures';
import { missingDelta } from './missingDelta';
import { binCounts, numericBins } from './numericBins';
import { tailsOf } from './tails';

/** One side of a numeric feature. */
export interface NumericSide {
  /** Present values, rising; infinities allowed. */
  sorted: Float64Array;
  missing: number;
  /** Distinct draws of an entity and its value, for the noise floor of PSI; the rows unless the caller knows better. */
  draws: number;
  /** Rows whose value is present and not the default; null where none is declared. */
  active: number | null;
}

/** How the serving values differ from the training values; null when either side has no row. */
export function numericDrift(training: NumericSide, serving: NumericSide): DriftFigures | null {
  const bins = numericBins(training.sorted);
  const counts = {
    e: [...binCounts(bins, training.sorted), training.missing],
    a: [...binCounts(bins, serving.sorted), serving.missing],
  };
  const binned = binnedFigures(counts, { e: training.draws, a: serving.draws });
  if (binned === null) return null;
  const rows = { e: training.sorted.length + training.missing, a: serving.sorted.length + serving.missing };
  const smirnov = kolmogorovSmirnov(training.sorted, serving.sorted);
  const found = {
    ...binned,
    ...{ linf: null, linfCategory: null, normAbsDiff: null, vocabulary: null },
    ks: smirnov?.d ?? null,
    ksP: smirnov?.p ?? null,
    ksMethod: smirnov?.method ?? null,
    ...transport(finite(training.sorted), finite(serving.sorted)),
    tails: tailsOf(training.sorted, serving.sorted),
    missing: missingDelta({ e: training.missing, a: serving.missing }, rows)!,
    active:
      training.active === null || serving.active === null
        ? null
        : activeDelta({ e: training.active, a: serving.active }, rows),
  };
  return { ...found, flags: driftFlags(found) };
}

const leastSpread = 0.001;

/** `w1n` divides by the population standard deviation of the reference, at least 0.001. */
function transport(reference: Float64Array, serving: Float64Array): { w1: number | null; w1n: number | null } {
  const w1 = wasserstein1(reference, serving);
  return { w1, w1n: w1 === null ? null : w1 / Math.max(populationSd(reference)!, leastSpread) };
}

function finite(sorted: Float64Array): Float64Array {
  return sorted.subarray(countUpTo(sorted, Number.NEGATIVE_INFINITY), countBelow(sorted, Number.POSITIVE_INFINITY));
}
