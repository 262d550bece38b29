import { pagedLists } from '../../sql/ingest/pages';
import type { BuildContext } from '../buildContext';

/** Lists of several pages: requests with several page numbers, or list ids that several requests share. */
export async function checkPages(context: BuildContext, columns: ReadonlySet<string>): Promise<void> {
  const { db, signal, checks, loaded } = context;
  const { positionScope } = loaded.case.log;
  const reads =
    positionScope === 'page'
      ? 'Positions restart on each page (log.positionScope: page); those of the pages above were added, so that they run on.'
      : 'Positions are read as running on over pages (log.positionScope: list).';
  for (const by of ['page', 'list'] as const) {
    if (!columns.has(by)) continue;
    const found = await db.readRows(pagedLists(by), { signal });
    if (found.length === 0) continue;
    const own = by === 'list' ? ' Each request is compared as a list of its own.' : '';
    checks.push({
      id: by === 'page' ? 'several_pages' : 'lists_paged',
      severity: 'notes',
      title: by === 'page' ? 'Requests of several pages' : 'Lists that several requests share',
      count: Number(found[0]!.found),
      detail: `${reads}${own}`,
      rows: found.map(({ found: _, ...row }) => row),
    });
  }
}
