import { z } from 'zod';
import { normalizations } from '../blend/normalize';
import { valueForms } from '../blend/valueModel';
import { builtinContestants } from '../case/builtinContestants';
import { wireErrorSchema } from './common';

/**
 * A contract check's outcome. `blocks` findings make numbers wrong, `warns` may, `notes` are good to know; none stops a
 * build. `rows` holds up to 20 examples as plain objects.
 */
export const checkSchema = z.object({
  id: z.string(),
  severity: z.enum(['blocks', 'warns', 'notes']),
  title: z.string(),
  count: z.number(),
  detail: z.string(),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
export type Check = z.infer<typeof checkSchema>;

/** A role of the log, the column that plays it and why. `column` is null when the role is computed or defaulted. */
export const roleSchema = z.object({ role: z.string(), column: z.string().nullable(), reason: z.string() });

/**
 * One contestant. `kind` names the artifact, `builtin` ones start with `@`. `scoredRows` is null until scored; `state`
 * says why a model cannot be compared, in `reason`.
 */
export const modelSchema = z.object({
  name: z.string(),
  kind: z.enum(['onnx', 'lightgbm', 'xgboost', 'scores', 'trec', 'mlflow', 'blend', 'builtin']),
  file: z.string().nullable(),
  state: z.enum(['ready', 'unscored', 'failed', 'unsupported']),
  reason: z.string().nullable(),
  served: z.boolean(),
  features: z.array(z.string()),
  scoredRows: z.number().nullable(),
  /** Rows of the log without a score (placed last), and rows of a score file that the log lacks. */
  missingRows: z.number().nullable(),
  extraRows: z.number().nullable(),
  /** Objectives of a scored model, in order; each is also a contestant, `<model>:<objective>`. */
  objectives: z
    .array(z.object({ name: z.string(), id: z.string(), output: z.string(), missingRows: z.number() }))
    .optional(),
  /** How the score is blended: weight by objective, or by the id of what is blended, and the way (definitions H1). */
  blend: z
    .object({
      weights: z.record(z.string(), z.number()),
      value: z.enum(valueForms),
      normalize: z.enum(normalizations),
    })
    .optional(),
});
export type ModelInfo = z.infer<typeof modelSchema>;

/** What a case is and what was loaded, for the top bar, the Data view and the status bar. */
export const caseInfoSchema = z.object({
  session: z.string(),
  state: z.enum(['building', 'ready', 'failed']),
  error: wireErrorSchema.nullable(),
  name: z.string(),
  description: z.string().nullable(),
  folder: z.string(),
  sessionFile: z.string(),
  rows: z.number(),
  requests: z.number(),
  excludedRows: z.number(),
  refusedRows: z.number(),
  /** Rows in the log that were not shown (no position); they count as candidates only. */
  rowsNotShown: z.number(),
  candidates: z.enum(['all', 'shown', 'sampled']),
  label: z.string().nullable(),
  labels: z.array(z.object({ name: z.string(), source: z.string(), behavioral: z.boolean(), positives: z.number() })),
  roles: z.array(roleSchema),
  models: z.array(modelSchema),
  /** Built-in contestants that this log has. */
  builtins: z.array(z.enum(builtinContestants)),
  checks: z.array(checkSchema),
  /** Keys of case.yaml that are valid but not used yet. */
  unused: z.array(z.string()),
  warnings: z.array(z.string()),
  inputs: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
export type CaseInfo = z.infer<typeof caseInfoSchema>;
