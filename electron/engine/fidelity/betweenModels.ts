import type { BetweenModels } from '../../../shared/fidelity/fidelitySchemas';
import { eachFidelityPage, measureFidelity, plainColumns } from '../scoring/fidelity';
import { FailureCounts, failuresOf, rowStates } from '../scoring/fidelityFailures';
import { applyLink, type Link } from '../scoring/fidelityLinks';
import type { FidelityRows } from '../scoring/fidelityStats';
import type { Session } from '../session/session';
import type { SessionModel } from '../session/sessionMeta';
import { rowsById } from '../sql/fidelity/rowIds';
import { explainFailures } from './explainFailures';
import { categoriesOf, type FidelityControl } from './modelFidelity';
import { modelThresholds } from './modelThresholds';

const shown = 20;

/**
 * Two models of a case, score against score, as A14 compares a file with its log: `b` stands for the logged scores.
 * Artifacts of one model (a conversion, say) should be `exact` or `close`.
 */
export async function betweenModels(
  session: Session,
  a: SessionModel,
  b: SessionModel,
  { signal, progress }: FidelityControl = {},
): Promise<BetweenModels> {
  const { db } = session;
  const features = [...new Set([...a.features, ...b.features])];
  const pair = { n: a.n, logged: { n: b.n } };
  const { link, slope, intercept, sameOrder, ...found } = await measureFidelity({
    db,
    ...pair,
    features,
    signal,
    progress,
  });
  const pairLink = { name: link, slope, intercept };
  const unchecked = found.verdict === 'unchecked';
  const missing = new FailureCounts();
  const worst = new LargestDifferences(pairLink, shown);
  let different = 0;
  let requests = 0;
  await eachFidelityPage(db, { ...plainColumns, ...pair, features }, { signal }, (page) => {
    const states = failuresOf(page, pairLink);
    if (page.missing) missing.add(page.missing, states);
    for (const state of states) if (state === rowStates.failed) different++;
    requests += comparedRequests(page, states);
    worst.add(page, page.rowIds, states);
  });
  const cause = found.cause === null && different > 0 ? await causeOf(session, a, b, pairLink, signal) : found.cause;
  return {
    a: a.name,
    b: b.name,
    ...found,
    cause,
    slope,
    intercept,
    link: unchecked ? null : link,
    sameOrder,
    requests,
    orderChanges: sameOrder === null ? 0 : Math.round((1 - sameOrder) * requests),
    differentRows: different,
    byMissing: features.length === 0 ? null : { missing: missing.get(1), complete: missing.get(0) },
    largest: await namedRows(db, worst),
  };
}

/** A cause that only the values of the features tell; null: none of them. */
async function causeOf(session: Session, a: SessionModel, b: SessionModel, link: Link, signal?: AbortSignal) {
  const features = [...new Set([...a.features, ...b.features])];
  const questions = {
    ...{ n: a.n, logged: { n: b.n }, version: null, outcomes: [], features, zone: null },
    categories: categoriesOf(session, features),
    thresholds: joined(await thresholdsOf(session, a), await thresholdsOf(session, b)),
  };
  const reading = { db: session.db, rows: null, reference: null, signal };
  return (await explainFailures(link, questions, reading)).cause;
}

async function thresholdsOf(session: Session, { name }: SessionModel): Promise<Map<string, Float64Array>> {
  const model = session.case.models.find((each) => each.name === name);
  return model ? modelThresholds(session, model) : new Map();
}

function joined(a: Map<string, Float64Array>, b: Map<string, Float64Array>): Map<string, Float64Array> {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return new Map(
    names.map((name) => [name, Float64Array.from([...(a.get(name) ?? []), ...(b.get(name) ?? [])]).sort()]),
  );
}

function comparedRequests({ requests }: FidelityRows, states: Uint8Array): number {
  let count = 0;
  let last = -1;
  for (let row = 0; row < states.length; row++) {
    if (states[row] === rowStates.absent || requests[row] === last) continue;
    last = requests[row]!;
    count++;
  }
  return count;
}

interface Difference {
  row: number;
  a: number;
  b: number;
  difference: number;
}

/** The rows that differ most under a link, largest first; equal differences keep the row order. */
class LargestDifferences {
  found: Difference[] = [];
  readonly #link: Link;
  readonly #most: number;

  constructor(link: Link, most: number) {
    this.#link = link;
    this.#most = most;
  }

  add({ file, logged }: FidelityRows, rowIds: Int32Array, states: Uint8Array): void {
    for (let i = 0; i < states.length; i++) {
      if (states[i] === rowStates.absent) continue;
      const difference = Math.abs(applyLink(this.#link, file[i]!) - logged[i]!);
      const last = this.found.length === this.#most ? this.found.at(-1)!.difference : 0;
      if (!(difference > last)) continue;
      this.found.push({ row: rowIds[i]!, a: file[i]!, b: logged[i]!, difference });
      this.found.sort((x, y) => y.difference - x.difference || x.row - y.row);
      if (this.found.length > this.#most) this.found.pop();
    }
  }
}

async function namedRows(db: Session['db'], { found }: LargestDifferences): Promise<BetweenModels['largest']> {
  if (found.length === 0) return [];
  const rows = await db.readRows(rowsById(found.map(({ row }) => row)));
  const byId = new Map(rows.map((row) => [Number(row.row_id), row]));
  return found.map(({ row, a, b, difference }) => {
    const { request_id, item_id } = byId.get(row)!;
    return { request: String(request_id), item: String(item_id), a, b, difference };
  });
}
