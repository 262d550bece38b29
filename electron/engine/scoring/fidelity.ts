import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { type FidelityColumns, fidelityPage } from '../sql/scoring/fidelityRows';
import { tableColumns } from '../sql/scoring/scoreTables';
import { eachRequestRange } from './eachRequestRange';
import { AffineFit, type LinkName } from './fidelityLinks';
import { type Fidelity, FidelityCounter, type FidelityRows, unchecked } from './fidelityStats';

export interface FidelityInput {
  db: Queries;
  /** A scored model: `scores_<n>` exists. */
  n: number;
  /** Log columns that the model reads, for the likely cause; empty for files of scores. */
  features: readonly string[];
  /** Column of `impressions` with the logged score, or another scored model. Default `score`. */
  logged?: string | { n: number };
  /** Columns of `impressions` that may explain failures, left out when absent. Default `version:model` and `click`. */
  version?: string;
  outcome?: string;
  /** The link that the case declares; null or absent tries every link. */
  link?: LinkName | null;
  /** By `row_id`: 1 where this model served the row. Absent or null: every row of the log. */
  rows?: Uint8Array | null;
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

// Counting a page holds the event loop for about 10 ms.
const pageRows = 32_768;

export const plainColumns = { version: null, outcomes: [], features: [], categories: [], values: [], zone: null };

/**
 * Link 1 of definitions A14 for one model: whether its file gives the scores that were logged. Two passes over pages of
 * whole requests, so that memory does not grow with the log. `unchecked` where the log holds no score.
 */
export async function measureFidelity(input: FidelityInput): Promise<Fidelity> {
  const { db, n, rows = null, signal, progress, logged = 'score', link = null } = input;
  const known = new Set((await db.readRows(tableColumns('impressions'), { signal })).map(({ name }) => name));
  if (typeof logged === 'string' && !known.has(logged)) return unchecked(0);
  const present = (name: string) => (known.has(name) ? name : null);
  const outcome = present(input.outcome ?? 'click');
  const columns: FidelityColumns = {
    ...plainColumns,
    n,
    logged,
    version: present(input.version ?? 'version:model'),
    outcomes: outcome === null ? [] : [outcome],
    features: input.features,
  };
  const fit = new AffineFit();
  const halves = (half: number) => (done: number, total: number) => progress?.(half * total + done, 2 * total);
  await eachFidelityPage(db, { ...plainColumns, n, logged }, { rows, signal, progress: halves(0) }, (page) => {
    fit.add(page.file, page.logged);
  });
  const counter = new FidelityCounter(fit.link(), link);
  await eachFidelityPage(db, columns, { rows, signal, progress: halves(1) }, (page) => counter.add(page));
  return counter.result();
}

/** Codes and values of one page that may explain a difference, as `fidelityPage` names them. */
export interface ExplainedRows extends FidelityRows {
  rowIds: Int32Array;
  hours: Int32Array | null;
  positives: Uint8Array[];
  categories: Int32Array[];
  values: Float64Array[];
}

/** Visits the log in pages of whole requests; rows that the model did not serve hold no score there. */
export async function eachFidelityPage(
  db: Queries,
  columns: FidelityColumns,
  { rows, signal, progress }: Pick<FidelityInput, 'rows' | 'signal' | 'progress'>,
  visit: (page: ExplainedRows) => void,
): Promise<void> {
  await eachRequestRange(db, pageRows, { signal, progress }, async (first, last) => {
    const page = explainedRows(await db.read(fidelityPage(columns, first, last), { signal }), columns);
    if (rows) leaveOut(page, rows);
    visit(page);
  });
}

function leaveOut({ file, rowIds }: ExplainedRows, rows: Uint8Array): void {
  for (let i = 0; i < file.length; i++) if (rows[rowIds[i]!] !== 1) file[i] = Number.NaN;
}

function explainedRows(table: Table, columns: FidelityColumns): ExplainedRows {
  const find = <T extends Column['type']>(name: string, type: T) =>
    table.columns.find(
      (column): column is Extract<Column, { type: T }> => column.name === name && column.type === type,
    );
  const positives = columns.outcomes.map((_, i) => find(`positive:${i}`, 'bool')!.data);
  return {
    file: find('file', 'f64')!.data,
    logged: find('logged', 'f64')!.data,
    requests: find('request_index', 'i32')!.data,
    rowIds: find('row_id', 'i32')!.data,
    versions: find('version', 'i32')?.data,
    missing: find('missing', 'bool')?.data,
    positive: positives[0],
    hours: find('hour', 'i32')?.data ?? null,
    positives,
    categories: columns.categories.map((_, i) => find(`category:${i}`, 'i32')!.data),
    values: columns.values.map((_, i) => find(`value:${i}`, 'f64')!.data),
  };
}
