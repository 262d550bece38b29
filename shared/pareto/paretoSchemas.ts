import { z } from 'zod';
import { tableSchema } from '../schemas/common';
import { thetaBandSchema } from '../schemas/compare';

const number = z.number().nullable();

/** A difference with its interval, paired by unit; every null has a reason beside it. */
export const weightDeltaSchema = z.object({
  delta: number,
  deltaReason: z.string().optional(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
  ciReason: z.string().optional(),
});
export type WeightDelta = z.infer<typeof weightDeltaSchema>;

/** What is weighted: an output of the model, or a model of a blend. */
export const weightObjectiveSchema = z.object({
  name: z.string(),
  /** The case's weight. */
  weight: z.number(),
  /** Mean over lists of the standard deviation of its predictions inside a list: a weight acts in units of it. */
  spread: z.number(),
});

/** What every weighting is judged by: one list metric of one label. */
export const weightAxisSchema = z.object({
  metric: z.string(),
  label: z.string(),
  /** The objective that the label bears the name of; null: none. */
  objective: z.string().nullable(),
  /** -1: less is better (a metric of losses, or an objective that the case weighs below 0). */
  direction: z.union([z.literal(1), z.literal(-1)]),
  /** What a number on this label may claim (definitions B4); null: the label does not come from behavior. */
  status: z.enum(['biased_to_served', 'judged_on_served', 'randomized', 'corrected']).nullable(),
});
export type WeightAxis = z.infer<typeof weightAxisSchema>;

const valueSchema = z.object({
  /** On the users that weights were chosen on. */
  chosen: number,
  chosenReason: z.string().optional(),
  /** On the users that are reported: the other half, or the same ones where there are no halves. */
  value: number,
  valueReason: z.string().optional(),
  ci: z.tuple([z.number(), z.number()]).nullable(),
  ciReason: z.string().optional(),
  /** Against the case's weights; null: this is them. */
  versusCase: weightDeltaSchema.nullable(),
});

/**
 * One weighting. `sum` and `product` have `weights` by objective. `floor` ranks by the objective `by` alone, items whose
 * prediction of `above` is in the lowest share of their list below the rest.
 */
export const paretoPointSchema = z.object({
  form: z.enum(['sum', 'product', 'floor']),
  ofCase: z.boolean(),
  weights: z.record(z.string(), z.number()).nullable(),
  floor: z.object({ by: z.string(), above: z.string(), lowest: z.number() }).nullable(),
  /** As `axes`. */
  values: z.array(valueSchema),
  /** No other weighting is at least as good in all and better in one, on the users that weights were chosen on. */
  front: z.boolean(),
  /** Of the front: whether some weighted sum of the axes puts it first. */
  convex: z.boolean(),
  /** Index of a weighting of the front that dominates it; null for those of the front and without a value. */
  dominatedBy: number,
  /** By axis: `dominatedBy` minus this one, on the users that are reported. */
  lead: z.array(weightDeltaSchema).nullable(),
  /** Whether that lead lies above 0 in one axis and wholly below 0 in none; null: of the front, or not to be claimed. */
  statistically: z.boolean().nullable(),
  statisticallyReason: z.string().optional(),
  /** Why nothing may be claimed of it against the case's weights; null: nothing stands against it. */
  withheld: z.string().nullable(),
});
export type ParetoPointRow = z.infer<typeof paretoPointSchema>;

/** Weightings of one model on one log (definitions H2). */
export const paretoResultSchema = z.object({
  model: z.string(),
  kind: z.enum(['objectives', 'blend']),
  form: z.enum(['sum', 'product']),
  objectives: z.array(weightObjectiveSchema),
  axes: z.array(weightAxisSchema),
  /** Whether weights were chosen on half of the users and are reported on the other half. */
  halves: z.boolean(),
  unit: z.string(),
  chosenOn: z.object({ units: z.number(), requests: z.number() }),
  reportedOn: z.object({ units: z.number(), requests: z.number() }),
  /** The case's weights first. */
  points: z.array(paretoPointSchema),
  /** Area of the reported values of the front above `reference`, the lists in random order. Two axes only. */
  hypervolume: number,
  hypervolumeReason: z.string().optional(),
  reference: z.array(z.number()).nullable(),
  seed: z.number(),
  /** The exact definition behind each metric, by its id. */
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
  sentence: z.string(),
  warnings: z.array(z.string()),
});
export type ParetoResult = z.infer<typeof paretoResultSchema>;

/** One metric under the weights that were asked for. */
export const blendValueSchema = weightDeltaSchema.extend({
  metric: z.string(),
  label: z.string(),
  direction: z.union([z.literal(1), z.literal(-1)]),
  status: weightAxisSchema.shape.status,
  /** Under the case's weights. */
  current: number,
  currentReason: z.string().optional(),
  value: number,
  valueReason: z.string().optional(),
  /** `value` on the users that `models.pareto` reports on, to be drawn beside its points. */
  reported: number,
  reportedReason: z.string().optional(),
  /** Requests with a value. */
  requests: z.number(),
  band: thetaBandSchema.nullable(),
  withheld: z.string().nullable(),
});

/** Lists re-ranked by other weights. */
export const blendResultSchema = z.object({
  model: z.string(),
  form: z.enum(['sum', 'product']),
  objectives: z.array(weightObjectiveSchema.omit({ spread: true })),
  weights: z.record(z.string(), z.number()),
  values: z.array(blendValueSchema),
  /** What moves against the case's weights. */
  lists: z.object({
    k: z.number(),
    requests: z.number(),
    /** Requests whose top k holds other items, and whose top k is in another order or holds others. */
    otherItems: z.number(),
    otherOrder: z.number(),
    /** Mean of |rank under these weights - rank under the case's| over the rows of all lists. */
    meanShift: z.number(),
  }),
  /**
   * Null: no list moves. The request that moves most: columns `item_id`, `rank`, `rank_case`, then `prediction:<objective>` of each, in the order
   * of the new ranks; at most 200 rows.
   */
  preview: z.object({ request: z.string(), table: tableSchema }).nullable(),
  unit: z.string(),
  seed: z.number(),
  warnings: z.array(z.string()),
});
export type BlendResult = z.infer<typeof blendResultSchema>;
