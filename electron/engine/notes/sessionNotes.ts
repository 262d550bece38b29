import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Note, NoteAbout } from '../../../shared/notes/noteMethods';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import { CaseNotes } from '../slices/caseNotes';
import { readNotes, writeNotes } from './noteFile';

interface EditedNote {
  note: Note;
  kept: 'changed' | 'both';
}

/**
 * Notes of one open case. The file is read before every change and changes run one after the other, so that windows
 * that write at the same time, and people who edit the file, all keep what they wrote.
 */
export class SessionNotes {
  readonly #folder: CaseNotes;
  readonly #now: () => Date;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(session: { folder: string; meta: { caseFile: string } }, now = () => new Date()) {
    this.#folder = new CaseNotes(session.folder, path.join(session.folder, path.basename(session.meta.caseFile)));
    this.#now = now;
  }

  async list(): Promise<{ notes: Note[]; problem: string | null }> {
    try {
      return { notes: await readNotes(this.#folder), problem: null };
    } catch (error) {
      return { notes: [], problem: toWireError(error).message };
    }
  }

  /** `id` null: a new one. An id that is taken gives a new one as well: no note is written over. */
  add(about: NoteAbout, text: string, id: string | null): Promise<Note> {
    return this.#change((notes) => {
      const note = this.#create(about, text, notes.some((each) => each.id === id) ? null : id);
      return { notes: [...notes, note], result: note };
    });
  }

  edit(id: string, revision: number, text: string): Promise<EditedNote> {
    return this.#change<EditedNote>((notes) => {
      const found = notes.find((each) => each.id === id);
      if (found?.revision === revision) {
        const note = { ...found, text, changed: this.#now().toISOString(), revision: revision + 1 };
        return {
          notes: notes.map((each) => (each === found ? note : each)),
          result: { note, kept: 'changed' },
        };
      }
      const note = this.#create(found?.about ?? { kind: 'case', id: null }, text, null);
      return { notes: [...notes, note], result: { note, kept: 'both' } };
    });
  }

  /** False when there is none of the id. */
  remove(id: string, revision: number): Promise<boolean> {
    return this.#change((notes) => {
      const found = notes.find((each) => each.id === id);
      if (found && found.revision !== revision) {
        throw new RankscopeError({
          code: 'refused',
          message: 'The note was changed in another window meanwhile; it stays.',
          hint: 'Read it, then remove it.',
        });
      }
      return { notes: notes.filter((each) => each !== found), result: found !== undefined };
    });
  }

  #create(about: NoteAbout, text: string, id: string | null): Note {
    const at = this.#now().toISOString();
    return { id: id ?? randomBytes(8).toString('hex'), about, text, created: at, changed: at, revision: 1 };
  }

  #change<T>(edit: (notes: Note[]) => { notes: Note[]; result: T }): Promise<T> {
    const changing = this.#writing.then(async () => {
      // A file that cannot be read is never written over: this throws.
      const before = await readNotes(this.#folder);
      const { notes, result } = edit(before);
      await writeNotes(this.#folder, notes);
      return result;
    });
    this.#writing = changing.catch(() => undefined);
    return changing;
  }
}
