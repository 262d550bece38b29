import { RankscopeError } from '../wire/errors';
import type { MetricSpec } from './metricSpec';
import type { RankedList } from './rankedList';
import type { MetricSettings } from './settings';

/** A metric of one request. Null means undefined, never 0 or NaN. */
export type RequestMetric = (list: RankedList, spec: MetricSpec, settings: MetricSettings) => number | null;

/** The value of a metric that has no relevant item to work with (definitions A8). Raises `refused` under `refuse`. */
export function withoutPositive(settings: MetricSettings): number | null {
  switch (settings.noPositive) {
    case 'skip':
      return null;
    case 'zero':
      return 0;
    case 'one':
      return 1;
    case 'refuse':
      throw new RankscopeError({
        code: 'refused',
        message: 'A request has no relevant item, and what this preset does with such a request is not proved.',
        hint: 'Set noPositive to skip, zero or one, or choose another preset.',
      });
  }
}

/** Ranks that count: the cutoff, or the whole list. */
export function depthOf(list: RankedList, spec: MetricSpec): number {
  return Math.min(spec.cutoff ?? Number.POSITIVE_INFINITY, list.grades.length);
}
