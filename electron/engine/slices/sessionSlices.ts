import path from 'node:path';
import { columnText } from '../../../shared/slices/predicateText';
import type { SliceList } from '../../../shared/slices/sliceMethods';
import type { NamedSlice, SelectionInfo, SliceCount } from '../../../shared/slices/sliceSchemas';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import type { I32Column, Table } from '../../../shared/wire/table';
import { type RequestSet, sizeOf } from '../compare/requestSet';
import type { Session } from '../session/session';
import { canonicalText, checkPredicate } from '../sql/predicate/checkPredicate';
import { runFault } from '../sql/predicate/runFault';
import { type PredicateSql, selectedRequests } from '../sql/slices/sliceRelation';
import { CaseNotes } from './caseNotes';
import { LruMap } from './lruMap';
import { NamedSlices } from './namedSlices';
import { SelectionStore } from './selectionStore';
import type { SelectionKind } from './selectionTables';
import { readSliceScope, type ScopeColumn, type SliceScope } from './sliceScope';

/** A predicate that was checked on this session, with its columns found. */
export interface BoundPredicate {
  text: string;
  canonical: string;
  columns: readonly ScopeColumn[];
}

const subject = { what: 'The slice' };
const cachedBytes = 64 * 1024 * 1024;

/** Slices and selections of one open session. */
export class SessionSlices {
  readonly #session: Session;
  readonly #named: NamedSlices;
  readonly #selections: SelectionStore;
  readonly #bound = new LruMap<BoundPredicate>(200);
  readonly #sets = new LruMap<RequestSet>(cachedBytes);
  #scope: Promise<SliceScope> | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    const notes = new CaseNotes(session.folder, path.join(session.folder, path.basename(session.meta.caseFile)));
    this.#selections = new SelectionStore(session, notes);
    this.#named = new NamedSlices(session.case.written.slices ?? [], notes);
  }

  /** Everything that a predicate may name. */
  scope(): Promise<SliceScope> {
    this.#scope ??= this.#selections
      .list()
      .then((selections) => readSliceScope(this.#session, selections))
      .catch((error: unknown) => {
        this.#scope = null;
        throw error;
      });
    return this.#scope;
  }

  /** How a predicate names the time of a request: as the log does, else by its role. Null without a time. */
  async timeText(): Promise<string | null> {
    const scope = await this.scope();
    const own = this.#session.case.log.columns.time;
    const named = own === undefined ? undefined : scope.find(null, own);
    return (named ?? scope.find(null, 'time'))?.text ?? null;
  }

  /** Checks a predicate; an `input` error names the place in it. Its types are checked when it is run. */
  async bind(text: string): Promise<BoundPredicate> {
    const known = this.#bound.get(text);
    if (known) return known;
    const scope = await this.scope();
    const checked = await checkPredicate(this.#session.db, text, scope.names, subject);
    // Named as the predicate writes them: the relation offers each column under that very name.
    const columns = checked.columns.map(({ table, column }) => ({ ...scope.find(table, column)!, table, column }));
    refuseTwoMeanings(columns);
    const bound = { text, canonical: await canonicalText(this.#session.db, checked), columns };
    this.#bound.set(text, bound);
    return bound;
  }

  /** The requests with a selected row, and how many rows are selected. A null or blank slice is everything. */
  async select(slice: string | null, signal?: AbortSignal): Promise<RequestSet> {
    const { rows, requests } = this.#session.meta.counts;
    if (slice === null || slice.trim() === '') return { total: requests, indexes: null, rows };
    const bound = await this.bind(slice);
    const known = this.#sets.get(bound.canonical);
    if (known) return known;
    const table = await this.runOn(bound, (columns, text) => selectedRequests(columns, text ?? 'true'), signal);
    const set = requestSetOf(table, requests);
    this.#sets.set(bound.canonical, set, (set.indexes?.byteLength ?? 0) + 1024);
    return set;
  }

  /**
   * Runs a statement within a slice, read-only: `build` gets the columns that the predicate names and its text, null for
   * every row. What DuckDB finds wrong with the predicate (types that do not fit, say) is told with its place.
   */
  async runOn(
    within: BoundPredicate | null,
    build: (columns: readonly ScopeColumn[], text: string | null) => PredicateSql,
    signal?: AbortSignal,
  ): Promise<Table> {
    const sql = build(within?.columns ?? [], within?.text ?? null);
    try {
      return await this.#session.db.readOnly((db) => db.read(sql, { signal }), { signal });
    } catch (error) {
      throw within === null ? error : runFault(error, sql, within.text, subject);
    }
  }

  async count(slice: string | null, signal?: AbortSignal): Promise<SliceCount> {
    const set = await this.select(slice, signal);
    const { rows, requests } = this.#session.meta.counts;
    return { rows: set.rows, requests: sizeOf(set), totalRows: rows, totalRequests: requests };
  }

  async list(): Promise<SliceList> {
    const { slices: named, problem } = await this.#named.list();
    const slices: NamedSlice[] = [];
    for (const each of named) slices.push({ ...each, problem: await this.#problemOf(each.where) });
    return { slices, problem, selections: (await this.#selections.list()).map(selectionInfo) };
  }

  /** Saves a slice in the case folder, in place of a saved one of the name; a wrong predicate is not saved. */
  async save(name: string, where: string): Promise<void> {
    this.#named.refuseGiven(name);
    await this.bind(where);
    await this.#alone(() => this.#named.save({ name, where }));
  }

  remove(name: string): Promise<void> {
    return this.#alone(() => this.#named.remove(name));
  }

  async saveSelection(
    name: string,
    kind: SelectionKind,
    ids: readonly string[],
  ): Promise<{ selection: SelectionInfo; known: number }> {
    const { known } = await this.#alone(() => this.#selections.save(name, kind, ids));
    this.#forget();
    const selection = (await this.#selections.list()).find((each) => each.name === name)!;
    return { selection: selectionInfo(selection), known };
  }

  async removeSelection(name: string): Promise<void> {
    const removed = await this.#alone(() => this.#selections.remove(name));
    this.#forget();
    if (!removed) throw new RankscopeError({ code: 'not_found', message: `There is no selection "${name}".` });
  }

  #forget(): void {
    this.#scope = null;
    this.#bound.clear();
    this.#sets.clear();
  }

  async #problemOf(where: string): Promise<string | null> {
    return this.bind(where).then(
      () => null,
      (error: unknown) => toWireError(error).message,
    );
  }

  /** Files are read, changed and written one change at a time. */
  #alone<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(change);
    this.#writing = result.catch(() => undefined);
    return result;
  }
}

function requestSetOf(table: Table, total: number): RequestSet {
  const [request, count] = table.columns as [I32Column, I32Column];
  const rows = count.data.reduce((sum, each) => sum + each, 0);
  if (table.rows === total) return { total, indexes: null, rows };
  return { total, indexes: Uint32Array.from(request.data).sort(), rows };
}

// Inside the relation a table is a column of its name.
function refuseTwoMeanings(columns: readonly ScopeColumn[]): void {
  const tables = new Set(columns.flatMap(({ table }) => (table === null ? [] : [table.toLowerCase()])));
  const both = columns.find(({ table, column }) => table === null && tables.has(column.toLowerCase()));
  if (!both) return;
  throw new RankscopeError({
    code: 'input',
    message: `The slice names the log's column "${both.column}" and the table of that name; only one of them can be used.`,
  });
}

function selectionInfo({
  name,
  kind,
  ids,
  problem,
}: {
  name: string;
  kind: SelectionKind;
  ids: number;
  problem: string | null;
}): SelectionInfo {
  return { name, kind, ids, where: columnText({ table: 'selections', column: name }), problem };
}
