import { z } from 'zod';

/** A column of a file, by its exact name. */
export const columnName = z.string().min(1);

/** A path relative to the case folder; globs are allowed where a list of files makes sense. */
export const filePath = z.string().min(1);

/** One path, a list of paths, or globs. */
export const filePaths = z.union([filePath, z.array(filePath).min(1)]);

/** An SQL expression or predicate over the log's columns. At most 16 KiB, as everything a person writes in SQL. */
export const sqlText = z.string().min(1).max(16_384);

/** Named tables for a SELECT: name to file, list or glob. */
export const sqlTables = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), filePaths);

/** A length of time: `30m`, `7d`, `12h`, `90s`, `2w`. */
export const duration = z.string().regex(/^\d+(\.\d+)?\s*(ms|s|m|h|d|w)$/, {
  error: 'expected a length of time such as 30m, 12h or 7d',
});

/** A point in time as ISO 8601 text: `2026-07-14` or `2026-07-14T00:00:00Z`. */
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/, {
  error: 'expected a date or time such as 2026-07-14 or 2026-07-14T00:00:00Z',
});

/** A name that people choose for a label, model or table. Names that begin with @ are reserved. */
export const chosenName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^@]/, { error: 'names that begin with @ are reserved for built-in contestants' });
