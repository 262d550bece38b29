import { useMemo } from 'react';
import type { Note } from '../../../shared/notes/noteMethods';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { useSlice } from '../slices/useSlice';
import { isSameAbout, offeredAbouts } from './aboutWords';
import { NewNote } from './newNote';
import { NoteItem } from './noteItem';
import classes from './notes.module.css';

/** Notes of the case: those about what is looked at first, then the others; all windows of the case share them. */
export function NotesTab() {
  const { session } = useCaseInfo();
  const request = useRouteParam('request');
  const metric = useRouteParam('metric');
  const { slice } = useSlice();
  const abouts = useMemo(() => offeredAbouts(request, slice, metric), [request, slice, metric]);
  const query = useEngineQuery('notes.list', { session });
  return (
    <div className={classes.notes}>
      <NewNote key={request ?? ''} session={session} abouts={abouts} />
      <QueryBody query={query} skeleton={<SkeletonRows rows={4} columns={1} />}>
        {({ notes, problem }) => (
          <>
            {problem && (
              <p className="bad" role="alert">
                {problem}
              </p>
            )}
            <NoteList label="About what you look at" notes={notes.filter(isAbout(abouts))} />
            <NoteList label="Elsewhere in the case" notes={notes.filter((note) => !isAbout(abouts)(note))} />
            {notes.length === 0 && !problem && (
              <p className="faint">No notes yet. They are kept in the case folder, in rankscope/notes.ndjson.</p>
            )}
          </>
        )}
      </QueryBody>
    </div>
  );
}

function NoteList({ label, notes }: { label: string; notes: readonly Note[] }) {
  const { session } = useCaseInfo();
  if (notes.length === 0) return null;
  return (
    <section aria-label={label}>
      <h3 className={classes.title}>{label}</h3>
      <ul className={classes.list}>
        {notes.map((note) => (
          <NoteItem key={note.id} session={session} note={note} />
        ))}
      </ul>
    </section>
  );
}

function isAbout(abouts: ReturnType<typeof offeredAbouts>): (note: Note) => boolean {
  return ({ about }) => abouts.some((each) => isSameAbout(each, about));
}
