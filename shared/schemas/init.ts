import { z } from 'zod';

/** Sure (1) to a mere possibility (0): how usual a column's name is, times how well its values fit. */
const confidence = z.number().min(0).max(1);

/** A guessed role of the log with its reason, and other columns that may play it, best first. */
export const guessedRoleSchema = z.object({
  role: z.string(),
  column: z.string(),
  confidence,
  reason: z.string(),
  alternatives: z.array(z.object({ column: z.string(), confidence, reason: z.string() })),
});
export type GuessedRole = z.infer<typeof guessedRoleSchema>;

/** A file that was looked at: its path as case.yaml would name it, what it is for the case, and why. */
export const guessedFileSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  use: z.enum(['log', 'requests', 'judgments', 'items', 'users', 'embedding', 'scores', 'run', 'model', 'unused']),
  confidence,
  reason: z.string(),
});
export type GuessedFile = z.infer<typeof guessedFileSchema>;

/** What `rankscope init` and the import wizard show before anything is written. */
export const initResultSchema = z.object({
  /** A commented case.yaml for `folder`. */
  yaml: z.string(),
  /** Where it is meant to lie. */
  folder: z.string(),
  name: z.string(),
  roles: z.array(guessedRoleSchema),
  files: z.array(guessedFileSchema),
  /** Columns of the log with their types, for choosing others than the guessed ones. */
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  features: z.array(z.string()),
  /** Columns of structs, maps, JSON text and arrays, all of whose parts are features. */
  nested: z.array(z.string()),
  context: z.array(z.string()),
  /** Roles that no column was found for, and what each costs. */
  missing: z.array(z.object({ role: z.string(), cost: z.string() })),
  warnings: z.array(z.string()),
});
export type InitResult = z.infer<typeof initResultSchema>;
