import { z } from 'zod';
import { normalizations } from '../blend/normalize';
import { valueForms } from '../blend/valueModel';

const number = z.number().nullable();

/** Metrics of single rows of one objective (definitions.md A11), and what product people ask of its ranking. */
export const objectiveMetricNames = [
  'auc',
  'gauc',
  'gauc_q',
  'logloss',
  'ne',
  'oe',
  'ece',
  'first_positive_rank',
  'buried_share',
] as const;

/** A number, or null with the reason. */
export const metricValueSchema = z.object({ value: number, reason: z.string().optional() });

/**
 * Predictions against outcomes on the rows of one surface, of one band of logged positions, or of one band of item ages.
 * `expected` Σw·p, `observed` Σw·y, `oe` their ratio; the means are per weight. `value` null: rows without one.
 */
export const calibrationGroupSchema = z.object({
  value: z.string().nullable(),
  rows: z.number(),
  expected: z.number(),
  observed: z.number(),
  meanProbability: number,
  meanProbabilityReason: z.string().optional(),
  observedRate: number,
  observedRateReason: z.string().optional(),
  oe: number,
  oeReason: z.string().optional(),
});
export type CalibrationGroup = z.infer<typeof calibrationGroupSchema>;

/** Whether weights may be read as the worth of one event (definitions.md H1); null: not known. */
export const gateSchema = z.object({ interpretable: z.boolean().nullable(), sentence: z.string() });

/** One objective of a model against the label of its name, on mature labeled rows of the slice. */
export const objectiveSchema = z.object({
  name: z.string(),
  /** As a contestant. */
  id: z.string(),
  output: z.string(),
  weight: z.number(),
  /** The label of the same name; null: the case has none. */
  label: z.string().nullable(),
  labelReason: z.string().optional(),
  /** Rows with a prediction and a label; the numbers are over them. */
  rows: z.number(),
  positives: z.number(),
  /** Rows with a prediction and no label: all of them, and those that are too young for the outcome. */
  unlabeledRows: z.number(),
  immatureRows: z.number(),
  metrics: z.record(z.enum(objectiveMetricNames), metricValueSchema),
  gate: gateSchema,
  /** One group where the log has no surfaces; no bands where it has no positions, or no ages of items are known. */
  bySurface: z.array(calibrationGroupSchema.extend({ byPosition: z.array(calibrationGroupSchema) })),
  byPosition: z.array(calibrationGroupSchema),
  byItemAge: z.array(calibrationGroupSchema),
  /** Bins of equal count by prediction; empty where the predictions are no probabilities or rows are weighted. */
  reliability: z.array(z.object({ rows: z.number(), meanProbability: z.number(), observedRate: z.number() })),
});
export type ObjectiveReport = z.infer<typeof objectiveSchema>;

/** Every objective of one model, and whether the weights of its blend mean anything. */
export const modelObjectivesSchema = z.object({
  model: z.string(),
  weights: z.record(z.string(), z.number()),
  blending: z.object({ value: z.enum(valueForms), normalize: z.enum(normalizations) }),
  slice: z.string().nullable(),
  /** Whether the log's sampling weights are in the numbers. */
  weighted: z.boolean(),
  /** Column of `items` that tells an item's age; null: there is none. */
  ageColumn: z.string().nullable(),
  gate: gateSchema,
  objectives: z.array(objectiveSchema),
  warnings: z.array(z.string()),
});
export type ModelObjectives = z.infer<typeof modelObjectivesSchema>;
