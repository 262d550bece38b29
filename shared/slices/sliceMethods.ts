import { z } from 'zod';
import { sessionId, sliceText } from '../schemas/common';
import {
  columnNameSchema,
  columnValuesSchema,
  namedSliceSchema,
  selectionKindSchema,
  selectionName,
  selectionSchema,
  sliceColumnSchema,
  sliceCountSchema,
  sliceName,
} from './sliceSchemas';

const predicate = z.string().max(16_384);
const session = sessionId;

/** What `slice.list` gives. `problem` says why the file of saved slices cannot be read; null when it can. */
export const sliceListSchema = z.object({
  slices: z.array(namedSliceSchema),
  problem: z.string().nullable(),
  selections: z.array(selectionSchema),
});
export type SliceList = z.infer<typeof sliceListSchema>;

/** Methods of slices and selections; the contract lists them with the others. */
export const sliceMethods = {
  /**
   * Checks a predicate and counts what it selects. A wrong one is an `input` error: a sentence that names the character,
   * and `where.position` (from 0, UTF-16 units) in the text that was sent. Equal slices have equal `canonical` text.
   */
  'slice.validate': {
    params: z.strictObject({ session, where: predicate }),
    result: z.object({ canonical: z.string(), columns: z.array(columnNameSchema), ...sliceCountSchema.shape }),
  },
  /** How much a slice selects; null is everything. Counts are kept, so asking again costs nothing. */
  'slice.count': { params: z.strictObject({ session, slice: sliceText }), result: sliceCountSchema },
  /** Slices of case.yaml, then saved ones in the order of their file; and the selections by name. */
  'slice.list': { params: z.strictObject({ session }), result: sliceListSchema },
  /** Saves a slice in `<case>/rankscope/slices.yaml`, in place of a saved one of the name. Announced by `session.changed`. */
  'slice.save': { params: z.strictObject({ session, name: sliceName, where: predicate }), result: sliceListSchema },
  'slice.remove': { params: z.strictObject({ session, name: z.string() }), result: sliceListSchema },
  /** Every column that a predicate may name. */
  'slice.columns': {
    params: z.strictObject({ session }),
    result: z.object({ columns: z.array(sliceColumnSchema) }),
  },
  /** What one column holds within a slice: frequent values and ranges, each with a predicate to take. */
  'slice.suggest': {
    params: z.strictObject({
      session,
      table: z.string().nullable().default(null),
      column: z.string(),
      /** Values that begin so, in any letter case. */
      prefix: z.string().max(200).default(''),
      slice: sliceText.default(null),
    }),
    result: columnValuesSchema,
  },
  /**
   * Saves ids under a name, in `<case>/rankscope/selections/<name>.csv`; a selection of the name is replaced. Predicates
   * then say `selections.<name>`. `known` counts the ids that the log holds. Announced by `session.changed`.
   */
  'selection.save': {
    params: z.strictObject({
      session,
      name: selectionName,
      kind: selectionKindSchema,
      ids: z.array(z.string()).min(1).max(1_000_000),
    }),
    result: z.object({ selection: selectionSchema, known: z.number() }),
  },
  'selection.remove': { params: z.strictObject({ session, name: z.string() }), result: z.object({}) },
} as const;
