import type { MetricSettings } from '../../../shared/metrics/settings';
import type { ListOrder } from './eachPage';

/** The order of lists under the settings, for passes that need ranks only. */
export function rankOrder(settings: MetricSettings): ListOrder {
  return { precision: settings.scorePrecision, ties: settings.ties === 'input' ? 'input' : 'id', withTies: false };
}
