import { z } from 'zod';
import { selectionKindSchema, selectionName } from '../../../shared/slices/sliceSchemas';

export type SelectionKind = z.infer<typeof selectionKindSchema>;

/** What a session remembers of its selections. A session file may come from elsewhere, so it is checked. */
export const selectionsSchema = z.array(
  z.object({
    name: selectionName,
    kind: selectionKindSchema,
    /** The ids lie in table `selection_<n>`. */
    n: z.int().min(1).max(1_000_000_000),
    ids: z.int().min(0),
    /** Size and modification time of the file that the table was read from; tells when to read it again. */
    stamp: z.string(),
    /** Why the file cannot be used; the table is then not there. */
    problem: z.string().nullable(),
  }),
);

/** A selection as the session holds it. */
export type Selection = z.infer<typeof selectionsSchema>[number];
