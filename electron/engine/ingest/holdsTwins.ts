import type { I32Column } from '../../../shared/wire/table';
import { orderedKeys } from '../sql/ingest/ordered';
import { countRows } from '../sql/ingest/readers';
import type { BuildContext } from './buildContext';

const rowsPerPage = 1 << 21;

/**
 * Whether TEMP `ordered` holds a pair of request and item more than once. Rows of a request stand together there, so one look at two
 * integer columns settles it, where a GROUP BY has a group for each row. `rowsPerPage` rows are read at a time.
 */
export async function holdsTwins({ db, signal }: BuildContext, pageRows = rowsPerPage): Promise<boolean> {
  const rows = Number((await db.readOne(countRows('ordered'), { signal }))!.rows);
  const items = Number((await db.readOne(countRows('item_keys'), { signal }))!.rows);
  /** The last request that each item was seen in, plus 1. */
  const seenIn = new Int32Array(items);
  for (let from = 0; from < rows; from += pageRows) {
    const { columns } = await db.read(orderedKeys(from, from + pageRows), { signal });
    const [requestKeys, itemKeys] = columns.map((each) => (each as I32Column).data);
    if (repeats(requestKeys!, itemKeys!, seenIn)) return true;
  }
  return false;
}

function repeats(requests: Int32Array, items: Int32Array, seenIn: Int32Array): boolean {
  for (let row = 0; row < requests.length; row++) {
    const request = requests[row]! + 1;
    const item = items[row]!;
    if (seenIn[item] === request) return true;
    seenIn[item] = request;
  }
  return false;
}
