import type { z } from 'zod';
import type { selectionKindSchema } from '../../../shared/slices/sliceSchemas';

export type SelectionKind = z.infer<typeof selectionKindSchema>;

/** A selection as the session holds it: its ids lie in `selection_<n>`. */
export interface Selection {
  name: string;
  kind: SelectionKind;
  n: number;
  ids: number;
  /** Size and modification time of the file that the table was read from; tells when to read it again. */
  stamp: string;
  /** Why the file cannot be used; the table is then empty. */
  problem: string | null;
}
