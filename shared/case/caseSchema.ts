import { z } from 'zod';
import { featuresSchema } from './features';
import { filePath, instant, sqlText } from './fields';
import { logSchema } from './log';
import { embeddingSchema, modelSchema } from './models';
import { judgmentsSchema, labelsSchema, metricsSchema, outcomesSchema } from './outcomes';
import {
  experimentSchema,
  periodsSchema,
  policySchema,
  propensitySchema,
  sliceSchema,
  targetPolicySchema,
} from './policy';
import {
  historySchema,
  itemsSchema,
  noveltySchema,
  recomputedSchema,
  referenceSchema,
  stageSchema,
  usersSchema,
} from './tables';

/** The format version that this build writes and reads; older ones are lifted, newer ones refused. */
export const caseVersion = 1;

/**
 * Everything a case.yaml may hold, as people write it: defaults are not filled in (`resolveCase` does that and says
 * why), unknown keys are refused.
 */
export const caseSchema = z.strictObject({
  rankscope: z.literal(caseVersion).describe('Version of this format'),
  name: z.string().min(1).max(200),
  description: z.string().optional(),
  allowOutside: z.boolean().optional().describe('Whether paths may leave the case folder'),
  log: logSchema,
  features: featuresSchema.optional(),
  outcomes: outcomesSchema.optional(),
  observedUntil: instant.optional().describe('When outcomes were read; younger rows are immature'),
  labels: labelsSchema.optional(),
  label: z.string().min(1).optional().describe('The label meant when a metric id names none'),
  judgments: judgmentsSchema.optional(),
  metrics: metricsSchema.optional(),
  items: itemsSchema.optional(),
  users: usersSchema.optional(),
  catalog: sqlText.optional().describe('SELECT of the ids of eligible items'),
  novelty: noveltySchema.optional(),
  stages: z.array(stageSchema).optional(),
  models: z.array(modelSchema).optional(),
  embeddings: z.array(embeddingSchema).optional(),
  recomputed: recomputedSchema.optional(),
  history: z.array(historySchema).optional(),
  reference: referenceSchema.optional(),
  propensity: propensitySchema.optional(),
  policies: z.array(targetPolicySchema).optional(),
  examination: filePath.optional(),
  policy: policySchema.optional(),
  periods: periodsSchema.optional(),
  changes: filePath.optional(),
  experiment: experimentSchema.optional(),
  slices: z.array(sliceSchema).optional(),
});

/** A case.yaml as written, checked. */
export type CaseFile = z.output<typeof caseSchema>;
