import { z } from 'zod';
import { columnName, filePath, filePaths, instant, sqlTables } from './fields';

export const itemsSchema = z.strictObject({
  path: filePaths,
  id: columnName.optional(),
  title: columnName.optional(),
  context: z.array(columnName).optional(),
});

export const usersSchema = z.strictObject({
  path: filePaths,
  id: columnName.optional(),
  context: z.array(columnName).optional(),
});

/** One step of serving. A null score or rank means the row did not reach it. */
export const stageSchema = z.strictObject({
  name: z.string().min(1),
  score: columnName.optional(),
  rank: columnName.optional(),
  reason: columnName.optional(),
  keep: z.int().min(1).optional(),
  model: z.string().min(1).optional(),
});

/** Features computed offline for the same rows: a file, or a SELECT over tables. */
export const recomputedSchema = z.strictObject({
  path: filePaths.optional(),
  sql: filePath.optional(),
  tables: sqlTables.optional(),
});

export const historySchema = z.strictObject({
  features: z.array(columnName).min(1),
  path: filePaths,
  entity: columnName,
  time: columnName,
});

export const referenceSchema = z.strictObject({ path: filePaths, weight: columnName.optional() });

/** Training events of items, for `novelty`: a count in a column of `items`, or a table of events. */
export const noveltySchema = z.strictObject({
  path: filePaths.optional().describe('A table of events; without it `events` is a column of items'),
  item: columnName.optional().describe('Item of an event; default as in the log'),
  events: columnName.optional().describe('How many events a row stands for; default each row is one'),
  time: columnName.optional(),
  from: instant.optional().describe('First instant of the training window'),
  to: instant.optional().describe('Its end; a date without a time names the whole day'),
});
