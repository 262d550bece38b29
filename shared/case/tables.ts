import { z } from 'zod';
import { columnName, filePath, filePaths, sqlTables } from './fields';

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
