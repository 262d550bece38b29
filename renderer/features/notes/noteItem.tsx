import { ActionIcon, Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { formatTime } from '../../../shared/format/numbers';
import type { Note } from '../../../shared/notes/noteMethods';
import type { WireError } from '../../../shared/wire/errors';
import { useEngine } from '../../client/engineContext';
import { useRouteStore } from '../../state/routeStore';
import { wireErrorOf } from '../../state/wireErrorOf';
import { aboutWords } from './aboutWords';
import { NoteFault } from './noteFault';
import { editNote, removeNote } from './noteSteps';
import classes from './notes.module.css';

/** One note: what it is about, its text, and how to change it. */
export function NoteItem({ session, note }: { session: string; note: Note }) {
  const engine = useEngine();
  const [editing, setEditing] = useState<Note | null>(null);
  const [fault, setFault] = useState<WireError | null>(null);
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setFault(null);
      setEditing(null);
    } catch (error) {
      setFault(wireErrorOf(error));
    }
  };
  // The note as it was when the editing began: what another window wrote meanwhile must not be written over.
  const save = (before: Note, text: string) =>
    run(async () => {
      const kept = await editNote(engine, session, before, text);
      if (kept === 'both') notifications.show({ message: 'Another window changed the note meanwhile: both are kept.' });
    });
  return (
    <li className={classes.note}>
      <div className={classes.head}>
        <AboutLink note={note} />
        <span className="faint" title={note.changed}>
          {formatTime(Date.parse(note.changed))}
        </span>
        <ActionIcon size="sm" aria-label="Change the note" onClick={() => setEditing(note)}>
          <IconPencil size={14} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label="Remove the note"
          onClick={() => void run(() => removeNote(engine, session, note))}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </div>
      {editing ? (
        <NoteEditor text={editing.text} save={(text) => save(editing, text)} cancel={() => setEditing(null)} />
      ) : (
        <p className={classes.text}>{note.text}</p>
      )}
      <NoteFault fault={fault} />
    </li>
  );
}

function AboutLink({ note: { about } }: { note: Note }) {
  const setParams = useRouteStore((state) => state.setParams);
  const { kind, id } = about;
  if (id === null || kind === 'item') return <span className={classes.about}>{aboutWords(about)}</span>;
  return (
    <button
      type="button"
      className={`plain-button ${classes.about} ${classes.link}`}
      onClick={() => setParams({ [kind]: id })}
    >
      {aboutWords(about)}
    </button>
  );
}

interface NoteEditorProps {
  text: string;
  save: (text: string) => Promise<void>;
  cancel: () => void;
}

function NoteEditor({ text: before, save, cancel }: NoteEditorProps) {
  const [text, setText] = useState(before);
  return (
    <>
      <Textarea
        data-autofocus
        autoFocus
        aria-label="Text of the note"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') cancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(text.trim());
        }}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
      />
      <div className={classes.row}>
        <Button size="xs" onClick={() => void save(text.trim())} disabled={text.trim() === ''}>
          Save
        </Button>
        <Button size="xs" variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
