import { buildTable } from '../../../shared/wire/columns';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import type { Session } from '../session/session';
import {
  createSelection,
  dropSelection,
  knownIds,
  readSelections,
  writeSelections,
} from '../sql/slices/selectionTables';
import { selectionTable } from '../sql/slices/sliceRelation';
import type { CaseNotes } from './caseNotes';
import { readIdList, writeIdList } from './idList';
import { type Selection, type SelectionKind, selectionsSchema } from './selectionTables';

const folder = 'selections';
const maxBytes = 256 * 1024 * 1024;
const validName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * The selections of a session. The files in `<case>/rankscope/selections/` are what counts; tables `selection_<n>` are
 * copies for SQL, made when a file is new or has changed.
 */
export class SelectionStore {
  readonly #session: Session;
  readonly #notes: CaseNotes;
  #selections: readonly Selection[] | null = null;

  constructor(session: Session, notes: CaseNotes) {
    this.#session = session;
    this.#notes = notes;
  }

  /** Every selection, by name. The first call brings the tables up to date with the files. */
  async list(): Promise<readonly Selection[]> {
    this.#selections ??= await this.#load();
    return this.#selections;
  }

  /** Writes the file and the table; a selection of the name is replaced. Gives how many of the ids the log holds. */
  async save(name: string, kind: SelectionKind, ids: readonly string[]): Promise<{ known: number }> {
    const known = await this.list();
    this.#refuseKind(kind);
    const unique = [...new Set(ids)];
    const stamp = await this.#notes.write(`${folder}/${name}.csv`, writeIdList(kind, unique));
    const same = known.find((each) => sameName(each.name, name));
    if (same && same.name !== name) await this.#notes.remove(`${folder}/${same.name}.csv`);
    const n = same?.n ?? nextNumber(known);
    await this.#fill(n, unique);
    const selection = { name, kind, n, ids: unique.length, stamp, problem: null };
    await this.#keep([...known.filter((each) => each !== same), selection]);
    const row = await this.#session.db.readOne(knownIds(n, `${kind}_id`));
    return { known: Number(row?.ids) };
  }

  /** False when there is none of the name. */
  async remove(name: string): Promise<boolean> {
    const known = await this.list();
    const found = known.find((each) => sameName(each.name, name));
    if (!found) return false;
    await this.#notes.remove(`${folder}/${found.name}.csv`);
    await this.#session.db.run(dropSelection(found.n));
    await this.#keep(known.filter((each) => each !== found));
    return true;
  }

  #refuseKind(kind: SelectionKind): void {
    if (kind !== 'user' || this.#session.meta.columns.includes('user_id')) return;
    throw new RankscopeError({
      code: 'input',
      message: 'The log has no user column, so users cannot be selected.',
      hint: 'Name it under log.columns.user in case.yaml.',
    });
  }

  async #load(): Promise<readonly Selection[]> {
    const former = await this.#former();
    if (!(await this.#notes.hasCase())) return former;
    const files = (await this.#notes.list(folder)).filter((each) => each.endsWith('.csv'));
    const names = files.map((each) => each.slice(0, -4)).filter((each) => validName.test(each));
    const selections: Selection[] = [];
    for (const name of names) {
      const stamp = (await this.#notes.stamp(`${folder}/${name}.csv`)) ?? '';
      const same = former.find((each) => each.name === name && each.stamp === stamp && each.problem === null);
      if (selections.some((each) => sameName(each.name, name))) continue;
      selections.push(same ?? (await this.#read(name, stamp, nextNumber([...former, ...selections]))));
    }
    const gone = former.filter(({ n }) => !selections.some((each) => each.n === n));
    for (const { n } of gone) await this.#session.db.run(dropSelection(n));
    if (JSON.stringify(former) !== JSON.stringify(selections)) await this.#keep(selections);
    return selections;
  }

  async #former(): Promise<Selection[]> {
    const row = await this.#session.db.readOne(readSelections);
    const parsed = row === null ? null : selectionsSchema.safeParse(readJson(String(row.value)));
    return parsed?.success ? parsed.data : [];
  }

  // A file that cannot be read is one selection less, never a session that does not open.
  async #read(name: string, stamp: string, n: number): Promise<Selection> {
    try {
      const file = await this.#notes.read(`${folder}/${name}.csv`, maxBytes);
      const { kind, ids } = readIdList(file?.text ?? '');
      this.#refuseKind(kind);
      await this.#fill(n, ids);
      return { name, kind, n, ids: ids.length, stamp, problem: null };
    } catch (error) {
      return { name, kind: 'item', n, ids: 0, stamp, problem: toWireError(error).message };
    }
  }

  async #fill(n: number, ids: readonly string[]): Promise<void> {
    await this.#session.db.run(createSelection(n));
    await this.#session.db.append(selectionTable(n), buildTable({ id: { type: 'utf8', values: ids } }));
  }

  async #keep(selections: readonly Selection[]): Promise<void> {
    await this.#session.db.transaction(async (db) => {
      for (const sql of writeSelections(JSON.stringify(selections))) await db.run(sql);
    });
    this.#selections = [...selections].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not written by us: the files are read again.
    return null;
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function nextNumber(known: readonly Selection[]): number {
  return 1 + Math.max(0, ...known.map(({ n }) => n));
}
