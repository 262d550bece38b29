import type { MetricSpec } from '../../../../shared/metrics/metricSpec';
import type { RankedList } from '../../../../shared/metrics/rankedList';
import type { RequestMetric } from '../../../../shared/metrics/requestMetric';
import type { MetricSettings } from '../../../../shared/metrics/settings';
import type { Kernel, RankedView } from '../rankedView';

/** The reference implementation as a kernel: exact by definition, some allocations a request. */
export function referenceKernel(metric: RequestMetric, spec: MetricSpec, settings: MetricSettings): Kernel {
  return (view) => metric(rankedList(view), spec, settings) ?? Number.NaN;
}

/** The view as the references read it: gaps in positions become unjudged entries, which no tie moves. */
export function rankedList(view: RankedView): RankedList {
  const judged = view.ideal.subarray(view.idealFrom, view.idealTo);
  const depth = view.length === 0 ? 0 : view.ranks[view.length - 1]!;
  if (depth === view.length) {
    const grades = view.grades.subarray(0, view.length);
    if (view.ties === 0) return { grades, judged };
    const tieGroups = view.tieStarts.subarray(0, view.ties);
    return view.pinned
      ? { grades, judged, tieGroups, fixed: view.fixed.subarray(0, view.length) }
      : { grades, judged, tieGroups };
  }
  const grades = new Float64Array(Math.max(depth, view.length)).fill(Number.NaN);
  for (let i = 0; i < view.length; i++) grades[view.ranks[i]! - 1] = view.grades[i]!;
  return view.ties === 0 ? { grades, judged } : { grades, judged, ...groupsByRank(view, grades.length) };
}

/** Groups and fixed entries of a list with gaps. */
function groupsByRank(view: RankedView, length: number): { tieGroups: Uint32Array; fixed: Uint8Array } {
  const tieGroups = view.tieStarts.slice(0, view.ties).map((start) => view.ranks[start]! - 1);
  tieGroups[0] = 0;
  const fixed = new Uint8Array(length).fill(1);
  for (let i = 0; i < view.length; i++) if (!view.pinned || view.fixed[i] === 0) fixed[view.ranks[i]! - 1] = 0;
  return { tieGroups, fixed };
}
