import { gainOf, relevanceLevel } from '../../../shared/metrics/gain';
import type { MetricSpec } from '../../../shared/metrics/metricSpec';
import type { RequestMetric } from '../../../shared/metrics/requestMetric';
import { withoutPositive } from '../../../shared/metrics/requestMetric';
import type { MetricSettings } from '../../../shared/metrics/settings';
import type { MetricPlan } from './evaluate';
import { dcgKernel, ndcgKernel } from './kernels/dcg';
import {
  averagePrecisionKernel,
  hitKernel,
  judgedKernel,
  precisionKernel,
  recallKernel,
  reciprocalRankKernel,
} from './kernels/hits';
import { referenceKernel } from './kernels/reference';
import type { Kernel } from './rankedView';

/**
 * A metric made ready for many lists. Metrics with a fixed order of ties and the judged ideal run on kernels of their
 * own; everything else runs on the reference itself, request by request, and so cannot differ from it.
 */
export function planMetric(spec: MetricSpec, settings: MetricSettings, reference: RequestMetric): MetricPlan {
  const kernel = fastKernel(spec, settings) ?? referenceKernel(reference, spec, settings);
  const { label: _, ...definition } = spec;
  return {
    key: JSON.stringify([definition, settings]),
    kernel,
    randomKernel: referenceKernel(reference, spec, { ...settings, ties: 'expected' }),
    missing: settings.missingRequest === 'zero' ? 0 : Number.NaN,
    needsJudged: spec.name !== 'judged',
  };
}

function fastKernel(spec: MetricSpec, settings: MetricSettings): Kernel | null {
  const orderedOnly = settings.ties === 'id' || settings.ties === 'input';
  if (!orderedOnly || settings.ideal !== 'judged' || settings.judgedOnly || settings.noPositive === 'refuse')
    return null;
  const cutoff = spec.cutoff ?? Number.POSITIVE_INFINITY;
  const level = relevanceLevel(spec, settings);
  // Grades at 0 or below never count as relevant in the kernels, whatever the level says.
  if (!(level > 0)) return null;
  const none = withoutPositive(settings) ?? Number.NaN;
  switch (spec.name) {
    case 'dcg':
      return settings.gain === 'table' ? null : dcgKernel(cutoff, gainOf(spec, settings));
    case 'ndcg':
      return settings.gain === 'table' ? null : ndcgKernel(cutoff, gainOf(spec, settings), none);
    case 'ndcg_exp2':
      return ndcgKernel(cutoff, gainOf(spec, settings, 'exp2'), none);
    case 'map_R':
      return averagePrecisionKernel(cutoff, level, 'R', none);
    case 'map_min':
      return averagePrecisionKernel(cutoff, level, 'min', none);
    case 'p':
      return precisionKernel(cutoff, level, settings.pDivisor);
    case 'recall':
      return recallKernel(cutoff, level, none);
    case 'hit':
      return hitKernel(cutoff, level, none);
    case 'mrr':
      return reciprocalRankKernel(cutoff, level, none);
    case 'judged':
      return judgedKernel(cutoff);
    default:
      return null;
  }
}
