import { z } from 'zod';
import { sessionId } from '../schemas/common';

/** What a note is about: the whole case, or one request, item, metric or slice (its predicate) by `id`. */
export const noteAboutSchema = z.strictObject({
  kind: z.enum(['case', 'request', 'item', 'metric', 'slice']),
  id: z.string().max(16_384).nullable(),
});
export type NoteAbout = z.infer<typeof noteAboutSchema>;

/** A note as people wrote it, a line of `<case>/rankscope/notes.ndjson`. Times are ISO, UTC. */
export const noteSchema = z.strictObject({
  id: z.string().min(1).max(64),
  about: noteAboutSchema,
  text: z.string().min(1).max(10_000),
  created: z.string(),
  changed: z.string(),
  /** 1 for a new note, one more with every change. */
  revision: z.int().min(1),
});
export type Note = z.infer<typeof noteSchema>;

const session = sessionId;
const revision = z.int().min(1);

/** Methods of the notes of a case; the contract lists them with the others. Changes are announced by `session.changed`. */
export const noteMethods = {
  /** Every note in the order they were written. `problem` says why the file cannot be read; null when it can. */
  'notes.list': {
    params: z.strictObject({ session }),
    result: z.object({ notes: z.array(noteSchema), problem: z.string().nullable() }),
  },
  /** Writes a new note. `id` puts a removed note back under its own id. */
  'notes.add': {
    params: z.strictObject({
      session,
      about: noteAboutSchema,
      text: noteSchema.shape.text,
      id: noteSchema.shape.id.nullable().default(null),
    }),
    result: z.object({ note: noteSchema }),
  },
  /**
   * Changes the text of a note that was read at `revision`. When someone changed or removed it meanwhile, both texts are
   * kept: theirs stays, this one becomes a new note, and `kept` is `both`.
   */
  'notes.edit': {
    params: z.strictObject({ session, id: noteSchema.shape.id, revision, text: noteSchema.shape.text }),
    result: z.object({ note: noteSchema, kept: z.enum(['changed', 'both']) }),
  },
  /** Removes a note that was read at `revision`; `refused` when someone changed it meanwhile. */
  'notes.remove': {
    params: z.strictObject({ session, id: noteSchema.shape.id, revision }),
    result: z.object({ removed: z.boolean() }),
  },
} as const;
