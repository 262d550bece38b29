import { z } from 'zod';
import { wireErrorSchema } from './common';

/**
 * A piece of work that a person can watch and cancel. `total` is null when the end is not known; `detached` jobs survive
 * a reload of the page, others die with their client.
 */
export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['build', 'score', 'project', 'triage', 'query', 'compare', 'export', 'other']),
  title: z.string(),
  session: z.string().nullable(),
  detached: z.boolean(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  text: z.string(),
  error: wireErrorSchema.nullable(),
});

export type Job = z.infer<typeof jobSchema>;
