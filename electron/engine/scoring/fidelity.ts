import { cancelledError } from '../../../shared/wire/errors';
import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { type FidelityColumns, fidelityPage, impressionRows, nextRequestStart } from '../sql/scoring/fidelityRows';
import { tableColumns } from '../sql/scoring/scoreTables';
import { AffineFit, type LinkName } from './fidelityLinks';
import { type Fidelity, FidelityCounter, type FidelityRows, unchecked } from './fidelityStats';

export interface FidelityInput {
  db: Queries;
  /** A scored model: `scores_<n>` exists. */
  n: number;
  /** Log columns that the model reads, for the likely cause; empty for files of scores. */
  features: readonly string[];
  /** Column of `impressions` with the logged score. Default `score`. */
  logged?: string;
  /** Columns of `impressions` that may explain failures, left out when absent. Default `version:model` and `click`. */
  version?: string;
  outcome?: string;
  /** The link that the case declares; null or absent tries every link. */
  link?: LinkName | null;
  /** A table with the `row_id`s that this model served. Absent: every row of the log. */
  rows?: string;
  signal?: AbortSignal;
}

// Counting a page holds the event loop for about 10 ms.
const pageRows = 32_768;

/**
 * Link 1 of definitions A14 for one model: whether its file gives the scores that were logged. Two passes over pages of
 * whole requests, so that memory does not grow with the log. `unchecked` where the log holds no score.
 */
export async function measureFidelity(input: FidelityInput): Promise<Fidelity> {
  const { db, n, rows, signal, logged = 'score', link = null } = input;
  const known = new Set((await db.readRows(tableColumns('impressions'), { signal })).map(({ name }) => name));
  if (!known.has(logged)) return unchecked(0);
  const present = (name: string) => (known.has(name) ? name : null);
  const columns: FidelityColumns = {
    n,
    logged,
    version: present(input.version ?? 'version:model'),
    outcome: present(input.outcome ?? 'click'),
    features: input.features,
    rows: rows ?? null,
  };
  const fit = new AffineFit();
  await forEachPage(db, { ...columns, version: null, outcome: null, features: [] }, signal, (page) => {
    fit.add(page.file, page.logged);
  });
  const counter = new FidelityCounter(fit.link(), link);
  await forEachPage(db, columns, signal, (page) => counter.add(page));
  return counter.result();
}

async function forEachPage(
  db: Queries,
  columns: FidelityColumns,
  signal: AbortSignal | undefined,
  visit: (page: FidelityRows) => void,
): Promise<void> {
  const total = Number((await db.readOne(impressionRows(), { signal }))!.rows);
  for (let first = 0; first < total; ) {
    if (signal?.aborted) throw cancelledError();
    const next = (await db.readOne(nextRequestStart(first + pageRows), { signal }))!.first_row;
    const last = next === null ? total : Number(next);
    visit(fidelityRows(await db.read(fidelityPage(columns, first, last), { signal })));
    first = last;
  }
}

function fidelityRows(table: Table): FidelityRows {
  const find = <T extends Column['type']>(name: string, type: T) =>
    table.columns.find(
      (column): column is Extract<Column, { type: T }> => column.name === name && column.type === type,
    );
  return {
    file: find('file', 'f64')!.data,
    logged: find('logged', 'f64')!.data,
    requests: find('request_index', 'i32')!.data,
    versions: find('version', 'i32')?.data,
    missing: find('missing', 'bool')?.data,
    positive: find('positive', 'bool')?.data,
  };
}
