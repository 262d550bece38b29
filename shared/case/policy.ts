import { z } from 'zod';
import { columnName, filePath, instant, sqlText } from './fields';

export const propensitySchema = z.strictObject({
  column: columnName.optional(),
  kind: z.enum(['single', 'marginal', 'conditional', 'joint']).optional(),
  randomized: columnName.optional(),
  distribution: columnName.optional(),
});

export const targetPolicySchema = z.strictObject({ name: z.string().min(1), file: filePath });

export const policySchema = z.strictObject({ reward: z.string().min(1).optional() });

export const periodsSchema = z.strictObject({ before: sqlText, after: sqlText });

export const experimentSchema = z.strictObject({
  arm: columnName,
  unit: z.string().min(1).optional(),
  start: instant.optional(),
  ratio: z.record(z.string(), z.number().gt(0)).optional(),
});

export const sliceSchema = z.strictObject({ name: z.string().min(1), where: sqlText });
