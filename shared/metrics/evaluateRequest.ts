import { RankscopeError } from '../wire/errors';
import { mapAlias } from './metricId';
import type { MetricSpec } from './metricSpec';
import { isJudged, type RankedList, withoutUnjudged } from './rankedList';
import { findRequestMetric } from './registry';
import type { RequestMetric } from './requestMetric';
import type { MetricSettings } from './settings';

/**
 * Value of a per-request metric. Null when undefined: nothing of the request is judged (`judged` alone is then 0), no
 * relevant item under `skip`, an empty list under `apart` or `skip` (0 under `zero`). Raises `input` for a name that is
 * no per-request metric and for an empty list under `error`.
 */
export function evaluateRequest(spec: MetricSpec, list: RankedList, settings: MetricSettings): number | null {
  const evaluate = requestMetricOf(spec, settings);
  if (spec.name !== 'judged' && !list.judged.some(isJudged)) return null;
  if (list.grades.length === 0) return missingValue(spec, settings);
  return evaluate(settings.judgedOnly ? withoutUnjudged(list) : list, spec, settings);
}

/** Mean of the metric over all orders of the list's items: the contestant `@random`, in closed form (A7, A9). */
export function randomExpectation(spec: MetricSpec, list: RankedList, settings: MetricSettings): number | null {
  const tieGroups = list.grades.length === 0 ? new Uint32Array(0) : new Uint32Array(1);
  return evaluateRequest(spec, { ...list, tieGroups }, { ...settings, ties: 'expected' });
}

function requestMetricOf(spec: MetricSpec, settings: MetricSettings): RequestMetric {
  const name = spec.name === mapAlias ? `map_${settings.map}` : spec.name;
  const definition = findRequestMetric(name);
  if (definition !== undefined) return definition.evaluate;
  throw new RankscopeError({
    code: 'input',
    message: `The metric "${spec.name}" is not computed request by request.`,
    hint: 'Use a ranking metric such as ndcg@10, map@10, recall@10 or mrr.',
  });
}

/** A rank has no value 0, so `first_positive_rank` stays null under `zero`. */
function missingValue(spec: MetricSpec, settings: MetricSettings): number | null {
  if (settings.missingRequest === 'error') {
    throw new RankscopeError({
      code: 'input',
      message: 'A judged request has no list, which this preset does not allow.',
      hint: 'Give a list for every judged request, or set missingRequest to zero, apart or skip.',
    });
  }
  return settings.missingRequest === 'zero' && spec.name !== 'first_positive_rank' ? 0 : null;
}
