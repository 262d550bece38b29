import { z } from 'zod';

/**
 * One column that serving logs. `id` is text or a whole number that names something, `flag` is 0, 1 or null, `whole` a
 * whole number. `min` and `max` are inclusive, `above` is exclusive; `values` lists every value of a column of few.
 * `rule`: the range follows from the role; `seen`: it is what the case's own log holds. `low` and `high` are the smallest and
 * largest number that this log holds; null where it holds none.
 */
export const contractColumnSchema = z.strictObject({
  column: z.string(),
  role: z.string().nullable(),
  use: z.enum(['role', 'version', 'outcome', 'feature', 'context']),
  type: z.enum(['id', 'text', 'flag', 'whole', 'number', 'boolean', 'time']),
  nullable: z.boolean(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  above: z.number().nullable(),
  values: z.array(z.string()).nullable(),
  range: z.enum(['rule', 'seen', 'none']),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type ContractColumn = z.infer<typeof contractColumnSchema>;

/** What serving should log: the columns of a case's log, and the roles that it lacks with what each costs. */
export const logContractSchema = z.strictObject({
  version: z.literal(1),
  case: z.string(),
  columns: z.array(contractColumnSchema).min(1),
  missing: z.array(z.strictObject({ role: z.string(), cost: z.string() })),
});
export type LogContract = z.infer<typeof logContractSchema>;
