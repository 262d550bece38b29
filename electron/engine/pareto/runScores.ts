import { blendLogProduct, blendSum } from '../../../shared/blend/valueModel';
import type { Run } from '../../../shared/pareto/planRuns';
import { quantileSorted } from '../../../shared/stats/quantile';
import type { RequestFrame } from '../compare/requestFrame';
import type { HeadPage } from './headPages';

/** What a run ranks the rows of a page by; NaN = no value, which comes last. */
export function runScores(page: HeadPage, run: Run, frame: RequestFrame): Float64Array {
  if (run.form === 'floor') return floorScores(page, run, frame);
  return finite(run.form === 'sum' ? blendSum(page.heads, run.weights) : blendLogProduct(page.heads, run.weights));
}

/** The value model has no value where its sum is not finite. */
function finite(values: Float64Array): Float64Array {
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row]!)) values[row] = Number.NaN;
  return values;
}

/**
 * One objective alone; items whose other prediction is below the list's quantile (or missing) go below the rest, by twice
 * the range of the list, in their own order.
 */
function floorScores(
  { page, raw }: HeadPage,
  { by, floor, lowest }: Extract<Run, { form: 'floor' }>,
  { starts }: RequestFrame,
): Float64Array {
  const scores = finite(raw[by]!.slice());
  const guard = raw[floor]!;
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const from = starts[request]! - page.from;
    const to = starts[request + 1]! - page.from;
    const known = guard.slice(from, to).filter((value) => !Number.isNaN(value));
    if (known.length === 0) continue;
    const least = quantileSorted(known.sort(), lowest)!;
    const shift = 2 * rangeOf(scores, from, to) || 1;
    for (let row = from; row < to; row++) if (!(guard[row]! >= least)) scores[row]! -= shift;
  }
  return scores;
}

function rangeOf(values: Float64Array, from: number, to: number): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = from; row < to; row++) {
    if (values[row]! < low) low = values[row]!;
    if (values[row]! > high) high = values[row]!;
  }
  return high > low ? high - low : 0;
}
