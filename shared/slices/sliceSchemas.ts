import { z } from 'zod';
import { columnKinds } from './predicateText';

/** How much of the log a predicate selects. Requests count when at least one of their rows is selected. */
export const sliceCountSchema = z.object({
  rows: z.number(),
  requests: z.number(),
  totalRows: z.number(),
  totalRequests: z.number(),
});
export type SliceCount = z.infer<typeof sliceCountSchema>;

/** A column that a predicate names; `table` null is the log, else `items`, `users` or `selections`. */
export const columnNameSchema = z.object({ table: z.string().nullable(), column: z.string() });

/** A slice with a name: of case.yaml (`case`, given) or saved in `<case>/rankscope/slices.yaml` (`saved`). */
export const namedSliceSchema = z.object({
  name: z.string(),
  where: z.string(),
  source: z.enum(['case', 'saved']),
  /** Why it cannot be used on this session, in one sentence; null when it can. */
  problem: z.string().nullable(),
});
export type NamedSlice = z.infer<typeof namedSliceSchema>;

export const selectionKindSchema = z.enum(['item', 'request', 'user']);

/** A list of ids with a name, used in predicates as the boolean column `selections.<name>`. */
export const selectionSchema = z.object({
  name: z.string(),
  kind: selectionKindSchema,
  /** Distinct ids in it. */
  ids: z.number(),
  /** Ready-made predicate. */
  where: z.string(),
  /** Why its file cannot be used; null when it can. */
  problem: z.string().nullable(),
});
export type SelectionInfo = z.infer<typeof selectionSchema>;

/** What a selection may be called: a plain name, so that predicates need no quotes. */
export const selectionName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, {
  error: 'expected a name of letters, digits and underscores that begins with a letter',
});

/** What a saved slice may be called: one line that is not blank. */
export const sliceName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^\S([^\p{Cc}\p{Zl}\p{Zp}]*\S)?$/u, { error: 'expected one line of text without blanks around it' });

/** A column that the slice bar offers. `text` is how a predicate names it. */
export const sliceColumnSchema = z.object({
  ...columnNameSchema.shape,
  text: z.string(),
  kind: z.enum(columnKinds),
  /** DuckDB's type. */
  type: z.string(),
  /** What the column is to the case: a role, a context column, a feature, a label, an outcome, a version … */
  about: z.enum(['role', 'context', 'feature', 'label', 'outcome', 'version', 'item', 'user', 'selection']),
});
export type SliceColumn = z.infer<typeof sliceColumnSchema>;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a column holds, with predicates that can be taken as they stand. Times are milliseconds. */
export const columnValuesSchema = z.object({
  column: sliceColumnSchema,
  rows: z.number(),
  nulls: z.number(),
  min: cell,
  max: cell,
  /** Most frequent first, ties by value; at most 20. Empty for numbers and times with more distinct values. */
  values: z.array(z.object({ value: cell, rows: z.number(), where: z.string() })),
  /** True when there are more values than listed. */
  more: z.boolean(),
  /** Ready-made predicates for numbers and times: halves and tenths, days. `label` says what they select. */
  ranges: z.array(z.object({ label: z.string(), where: z.string() })),
});
export type ColumnValues = z.infer<typeof columnValuesSchema>;
