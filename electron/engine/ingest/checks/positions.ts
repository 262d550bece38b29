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
  const { log } = loaded.case;
  const found = { twice: [] as number[], gaps: [] as number[], below: [] as number[] };
  const counted = { twice: 0, gaps: 0, below: 0 };
  const note = (fault: keyof typeof counted, row: number) => {
    counted[fault] += 1;
    if (found[fault].length < maxExamples) found[fault].push(row);
  };
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
      if (at < 1) note('below', from + row);
      if (current === request && at === position) note('twice', from + row);
      else if (at > (current === request ? position : 0) + 1) note('gaps', from + row);
      request = current;
      position = at;
    }
  }
  for (const { fault, ...about } of faults) {
    if (counted[fault] === 0) continue;
    const rows = await db.readRows(rowsByNumber(found[fault]), { signal });
    const isUnpaged = fault === 'twice' && log.positionScope === 'page' && log.columns.page === undefined;
    const detail = isUnpaged ? `${about.detail} ${namePage}` : about.detail;
    checks.push({ ...about, detail, count: counted[fault], rows });
  }
}

const namePage = 'Name the page under log.columns.page, so that positions that restart on each page can run on.';

const faults = [
  {
    fault: 'twice',
    id: 'positions_twice',
    severity: 'warns',
    title: 'Positions that stand twice in a request',
    detail: 'Rows of one request share a position; they are ordered by item.',
  },
  {
    fault: 'below',
    id: 'positions_below_1',
    severity: 'warns',
    title: 'Positions below 1',
    detail: 'Positions count from 1 at the top; the log may count from 0.',
  },
  {
    fault: 'gaps',
    id: 'position_gaps',
    severity: 'notes',
    title: 'Gaps in positions',
    detail: 'The logged position holds as it is; a gap stays a gap.',
  },
] as const;
