import type { I32Column } from '../../../../shared/wire/table';
import { positionPage, rowsByNumber } from '../../sql/ingest/checks';
import type { BuildContext } from '../buildContext';

const pageRows = 1_000_000;
const maxExamples = 20;

/**
 * Positions of shown rows that stand twice in a request, and requests whose positions leave gaps or do not begin with 1.
 * Rows lie in the order of request and position, so one pass over two columns sees it all.
 */
export async function checkPositions(context: BuildContext): Promise<void> {
  const { db, signal, counts, checks, loaded } = context;
  const found = { twice: 0, gaps: 0, below: 0, examples: [] as number[] };
  let request = -1;
  let position = 0;
  for (let from = 0; from < counts.rows; from += pageRows) {
    const { rows, columns } = await db.read(positionPage(from, from + pageRows), { signal });
    const [requests, positions] = columns as [I32Column, I32Column];
    for (let row = 0; row < rows; row++) {
      const isShown = !positions.valid || (positions.valid[row >> 3]! & (1 << (row & 7))) !== 0;
      if (!isShown) continue;
      const current = requests.data[row]!;
      const at = positions.data[row]!;
      if (at < 1) found.below += 1;
      if (current === request && at === position) {
        found.twice += 1;
        if (found.examples.length < maxExamples) found.examples.push(from + row);
      } else if (at > (current === request ? position : 0) + 1) found.gaps += 1;
      request = current;
      position = at;
    }
  }
  // Pages restart their positions when the case says so.
  if (found.twice > 0 && loaded.case.log.positionScope === 'list') {
    const rows = await db.readRows(rowsByNumber(found.examples), { signal });
    const detail = 'Rows of one request share a position; they are ordered by item.';
    checks.push({
      id: 'positions_twice',
      severity: 'warns',
      title: 'Positions that stand twice in a request',
      count: found.twice,
      detail,
      rows,
    });
  }
  if (found.below > 0) {
    const detail = 'Positions count from 1 at the top; the log may count from 0.';
    checks.push({
      id: 'positions_below_1',
      severity: 'warns',
      title: 'Positions below 1',
      count: found.below,
      detail,
      rows: [],
    });
  }
  if (found.gaps > 0) {
    const detail = 'The logged position holds as it is; a gap stays a gap.';
    checks.push({
      id: 'position_gaps',
      severity: 'notes',
      title: 'Gaps in positions',
      count: found.gaps,
      detail,
      rows: [],
    });
  }
}
