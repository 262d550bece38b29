import type { Note, NoteAbout } from '../../../shared/notes/noteMethods';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Engine } from '../../client/engine';
import { useUndoStore } from '../../state/undoStore';

const shownLength = 40;

/** Writes a note; can be undone. */
export async function addNote(engine: Engine, session: string, about: NoteAbout, text: string): Promise<void> {
  const { note } = await engine.call('notes.add', { session, about, text });
  useUndoStore.getState().push({
    what: `write the note "${shortened(text)}"`,
    undo: () => removeAs(engine, session, note.id, text),
    redo: () => engine.call('notes.add', { session, about, text, id: note.id }),
  });
}

/** Changes a note's text; can be undone. Says whether somebody else's change was kept beside it. */
export async function editNote(engine: Engine, session: string, note: Note, text: string): Promise<'changed' | 'both'> {
  const { id, revision } = note;
  const edited = await engine.call('notes.edit', { session, id, revision, text });
  const editedId = edited.note.id;
  const isOwn = edited.kept === 'changed';
  useUndoStore.getState().push({
    what: `change the note "${shortened(note.text)}"`,
    undo: () => (isOwn ? editAs(engine, session, id, text, note.text) : removeAs(engine, session, editedId, text)),
    redo: () =>
      isOwn
        ? editAs(engine, session, id, note.text, text)
        : engine.call('notes.add', { session, about: note.about, text, id: editedId }),
  });
  return edited.kept;
}

/** Removes a note; can be undone. */
export async function removeNote(engine: Engine, session: string, note: Note): Promise<void> {
  const { id, about, text } = note;
  await engine.call('notes.remove', { session, id, revision: note.revision });
  useUndoStore.getState().push({
    what: `remove the note "${shortened(text)}"`,
    undo: () => engine.call('notes.add', { session, about, text, id }),
    redo: () => removeAs(engine, session, id, text),
  });
}

async function removeAs(engine: Engine, session: string, id: string, text: string): Promise<void> {
  const { revision } = await noteAs(engine, session, id, text);
  await engine.call('notes.remove', { session, id, revision });
}

async function editAs(engine: Engine, session: string, id: string, from: string, to: string): Promise<void> {
  const { revision } = await noteAs(engine, session, id, from);
  await engine.call('notes.edit', { session, id, revision, text: to });
}

/** The note as a step left it. Another window may have changed it since: then the step does not apply any more. */
async function noteAs(engine: Engine, session: string, id: string, text: string): Promise<Note> {
  const { notes } = await engine.call('notes.list', { session });
  const found = notes.find((each) => each.id === id);
  if (found?.text === text) return found;
  throw new RankscopeError({
    code: 'refused',
    message: found ? 'The note was changed meanwhile; it stays as it is.' : 'The note was removed meanwhile.',
  });
}

function shortened(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > shownLength ? `${line.slice(0, shownLength - 1)}…` : line;
}
