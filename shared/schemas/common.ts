import { z } from 'zod';
import type { Table } from '../wire/table';

/** A `Table` crosses the wire as binary columns; only its outline is checked here. */
export const tableSchema = z.custom<Table>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Number.isInteger((value as Table).rows) &&
    Array.isArray((value as Table).columns),
  { error: 'expected a table of columns' },
);

/** The id that `case.open` gave. */
export const sessionId = z.string().min(1).max(64);

/** A slice predicate as a person wrote it, or null for every row. At most 16 KiB. */
export const sliceText = z.string().max(16_384).nullable();

/** The window into a long result: `limit` rows from `offset` on. */
export const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(100_000).default(500) };

/** Where a fault lies; the wire form of `ErrorPlace`. */
export const placeSchema = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  row: z.int().optional(),
  position: z.int().optional(),
  column: z.string().optional(),
  path: z.string().optional(),
});

export const wireErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  where: placeSchema.optional(),
  sql: z.string().optional(),
});

/** How requests of a contest are sorted; ties come in the order of the log. */
export const requestOrders = ['worst', 'best', 'largest', 'request'] as const;

/** A query behind numbers, in the words of the engine: `what` it gives, and its text over the session's tables. */
export const shownQuerySchema = z.object({ what: z.string(), sql: z.string() });
export type ShownQuery = z.infer<typeof shownQuerySchema>;
