import { z } from 'zod';
import { sessionId, sliceText } from '../schemas/common';
import { blendResultSchema, paretoResultSchema } from './paretoSchemas';

const weights = z.record(z.string(), z.number());

const study = {
  session: sessionId,
  slice: sliceText.default(null),
  preset: z.string().nullable().default(null),
  /** A model with `objectives:` or `blend:`. */
  model: z.string(),
  /** List metrics to judge by; null: the case's first list metric on the labels that bear the objectives' names. */
  metrics: z.array(z.string()).min(1).max(8).nullable().default(null),
  seed: z.int().min(0).default(0),
};

/** Methods about the weights of a value model (definitions H1, H2). */
export const weightMethods = {
  /**
   * Re-ranks the logged lists under many weights and says which of them nothing dominates. `weights` null: a grid over
   * the simplex in `divisions` steps, products and floors beside it. With `halves` they are chosen on half of the users
   * and reported on the other half.
   */
  'models.pareto': {
    params: z.strictObject({
      ...study,
      divisions: z.int().min(1).max(200).nullable().default(null),
      weights: z.array(weights).min(1).max(500).nullable().default(null),
      halves: z.boolean().default(true),
    }),
    result: paretoResultSchema,
  },
  /**
   * The logged lists under one set of weights, against the case's own; nothing is stored. An objective that `weights`
   * leaves out weighs nothing. `inference: false` leaves intervals null, so that a view can follow a moving weight.
   */
  'models.blend': {
    params: z.strictObject({ ...study, weights, inference: z.boolean().default(true) }),
    result: blendResultSchema,
  },
} as const;
