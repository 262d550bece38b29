import { slotCounts } from '../../sql/ingest/slots';
import type { BuildContext } from '../buildContext';

/** Rows whose slot is not organic: somebody else than the ranking decides about them. */
export async function checkSlots({ db, signal, checks }: BuildContext): Promise<void> {
  const rows = await db.readRows(slotCounts(), { signal });
  if (rows.length === 0) return;
  checks.push({
    id: 'slots_not_organic',
    severity: 'warns',
    title: 'Rows in sponsored, pinned or other slots',
    count: rows.reduce((sum, each) => sum + Number(each.rows), 0),
    detail:
      'They keep their places in every list and count for nothing in list metrics; the ranking is judged on organic rows.',
    rows,
  });
}
