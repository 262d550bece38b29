import type { NamedSlice } from '../../../shared/slices/sliceSchemas';
import { RankscopeError, toWireError } from '../../../shared/wire/errors';
import type { CaseNotes } from './caseNotes';
import { readSlices, removeSlice, type SavedSlice, saveSlice } from './sliceFile';

/** Slices with a name: those that case.yaml gives, and those saved in the case folder. */
export class NamedSlices {
  readonly #given: readonly SavedSlice[];
  readonly #notes: CaseNotes;

  constructor(given: readonly SavedSlice[], notes: CaseNotes) {
    this.#given = given;
    this.#notes = notes;
  }

  /** All of them, `problem` left to be found out; and why the file of saved ones cannot be read, null when it can. */
  async list(): Promise<{ slices: Omit<NamedSlice, 'problem'>[]; problem: string | null }> {
    const given = this.#given.map((each) => ({ ...each, source: 'case' as const }));
    try {
      const saved = await readSlices(this.#notes);
      return { slices: [...given, ...saved.map((each) => ({ ...each, source: 'saved' as const }))], problem: null };
    } catch (error) {
      return { slices: given, problem: toWireError(error).message };
    }
  }

  /** Saves a slice in place of a saved one of the name. */
  async save(slice: SavedSlice): Promise<void> {
    this.refuseGiven(slice.name);
    await saveSlice(this.#notes, slice);
  }

  async remove(name: string): Promise<void> {
    this.refuseGiven(name);
    if (await removeSlice(this.#notes, name)) return;
    throw new RankscopeError({ code: 'not_found', message: `There is no saved slice "${name}".` });
  }

  /** Throws `refused` for the name of a slice that case.yaml gives. */
  refuseGiven(name: string): void {
    if (!this.#given.some((each) => each.name === name)) return;
    throw new RankscopeError({
      code: 'refused',
      message: `The slice "${name}" is written in case.yaml.`,
      hint: 'Change it there, or choose another name.',
    });
  }
}
