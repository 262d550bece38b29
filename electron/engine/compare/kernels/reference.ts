import type { MetricSpec } from '../../../../shared/metrics/metricSpec';
import type { RankedList } from '../../../../shared/metrics/rankedList';
import type { RequestMetric } from '../../../../shared/metrics/requestMetric';
import type { MetricSettings } from '../../../../shared/metrics/settings';
import type { Kernel, RankedView } from '../rankedView';

/** The reference implementation as a kernel: exact by definition, some allocations a request. */
export function referenceKernel(metric: RequestMetric, spec: MetricSpec, settings: MetricSettings): Kernel {
  return (view) => metric(rankedList(view), spec, settings) ?? Number.NaN;
}

/** The view as the references read it: gaps in logged positions become unjudged entries. */
export function rankedList(view: RankedView): RankedList {
  const judged = view.ideal.subarray(view.idealFrom, view.idealTo);
  const depth = view.length === 0 ? 0 : view.ranks[view.length - 1]!;
  if (depth === view.length) {
    const grades = view.grades.subarray(0, view.length);
    return view.ties > 0 ? { grades, judged, tieGroups: view.tieStarts.subarray(0, view.ties) } : { grades, judged };
  }
  const grades = new Float64Array(Math.max(depth, view.length)).fill(Number.NaN);
  for (let i = 0; i < view.length; i++) grades[view.ranks[i]! - 1] = view.grades[i]!;
  return { grades, judged };
}
