import { Button, Select, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { NoteAbout } from '../../../shared/notes/noteMethods';
import type { WireError } from '../../../shared/wire/errors';
import { useEngine } from '../../client/engineContext';
import { useNoteWish } from '../../state/noteWish';
import { wireErrorOf } from '../../state/wireErrorOf';
import { aboutWords } from './aboutWords';
import { NoteFault } from './noteFault';
import { addNote } from './noteSteps';
import classes from './notes.module.css';

/** The field of a new note and what it is about. What could not be saved stays in the field. */
export function NewNote({ session, abouts }: { session: string; abouts: NoteAbout[] }) {
  const field = useWishedFocus();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const about = abouts[Math.min(chosen, abouts.length - 1)]!;
  const { save, saving, fault } = useSaving(session, about, text, () => setText(''));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <section aria-label="New note" className={classes.form}>
      <Textarea
        ref={field}
        aria-label="New note"
        placeholder="What did you see? (Ctrl Enter saves)"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
      />
      <div className={classes.row}>
        <Select
          aria-label="What the note is about"
          data={abouts.map((each, at) => ({ value: String(at), label: `about ${aboutWords(each)}` }))}
          value={String(abouts.indexOf(about))}
          allowDeselect={false}
          onChange={(value) => setChosen(Number(value))}
          className={classes.grow}
        />
        <Button size="xs" onClick={() => void save()} disabled={text.trim() === ''} loading={saving}>
          Save note
        </Button>
      </div>
      <NoteFault fault={fault} />
    </section>
  );
}

/** A field that takes the focus whenever a person wishes to write a note. */
function useWishedFocus() {
  const field = useRef<HTMLTextAreaElement>(null);
  const wishes = useNoteWish((state) => state.wishes);
  useEffect(() => {
    if (wishes > 0) field.current?.focus();
  }, [wishes]);
  return field;
}

function useSaving(session: string, about: NoteAbout, text: string, onSaved: () => void) {
  const engine = useEngine();
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<WireError | null>(null);
  const save = async () => {
    if (text.trim() === '' || saving) return;
    setSaving(true);
    try {
      await addNote(engine, session, about, text.trim());
      onSaved();
      setFault(null);
    } catch (error) {
      setFault(wireErrorOf(error));
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, fault };
}
