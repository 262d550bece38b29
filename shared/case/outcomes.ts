import { z } from 'zod';
import { chosenName, columnName, duration, filePath, sqlText } from './fields';

const outcome = z.strictObject({
  column: columnName,
  time: columnName.optional().describe('When the outcome happened'),
  window: duration.optional().describe('How long after the row the outcome may arrive'),
  after: z.string().min(1).optional().describe('The outcome that comes before it in the funnel'),
  of: z.string().min(1).optional().describe('The outcome whose amount this is'),
  unit: z.string().min(1).optional(),
  refunds: z.enum(['gross', 'net']).optional(),
});

export const outcomesSchema = z.record(chosenName, outcome);

/** Label name to an outcome, a role or an SQL expression over the row. */
export const labelsSchema = z.record(chosenName, sqlText);

export const judgmentsSchema = z.union([
  filePath,
  z.strictObject({
    path: filePath,
    format: z.enum(['auto', 'trec', 'csv', 'parquet']).optional(),
    request: columnName.optional(),
    item: columnName.optional(),
    relevance: columnName.optional(),
  }),
]);

export const metricsSchema = z.strictObject({
  primary: z.array(z.string().min(1)).optional(),
  guardrails: z.array(z.string().min(1)).optional(),
  k: z.int().min(1).max(10_000).optional(),
  relLevel: z.number().gt(0).optional(),
  labelMax: z.number().gt(0).optional(),
  gain: z.enum(['linear', 'exp2']).optional(),
  noPositive: z.enum(['skip', 'zero', 'one']).optional(),
  by: columnName.optional(),
  unit: z.string().min(1).optional(),
  margin: z.number().min(0).optional(),
  embedding: z.string().min(1).optional().describe('The embedding of items that ild reads; default the last one'),
});
