import { countSharedRequests, sharedRequests } from '../../sql/ingest/checks';
import type { BuildContext } from '../buildContext';

/** Requests with several users: a list is shown to one. */
export async function checkUsers(context: BuildContext): Promise<void> {
  const { db, signal, checks } = context;
  const count = Number((await db.readOne(countSharedRequests(), { signal }))?.requests);
  if (count === 0) return;
  const rows = await db.readRows(sharedRequests(), { signal });
  const detail = 'One list is shown to one user; the request role may be too coarse, for example a page id.';
  checks.push({ id: 'several_users', severity: 'warns', title: 'Requests with several users', count, detail, rows });
}
