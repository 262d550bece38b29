import { formatPercent } from '../../../../shared/format/numbers';
import type { BuildContext } from '../buildContext';

/** A sample of items tears lists apart; one of users or requests leaves them whole. */
export function checkSampling({ loaded, counts, checks }: BuildContext): void {
  const { sampling } = loaded.case.log;
  if (sampling?.unit !== 'item' || sampling.rate === 1) return;
  checks.push({
    id: 'item_sampled',
    severity: 'blocks',
    title: 'A log that samples items',
    count: counts.logRows,
    detail: `It holds ${formatPercent(sampling.rate)} of the items (log.sampling), so lists are not whole and list metrics mean little; sample users or requests instead.`,
    rows: [],
  });
}
