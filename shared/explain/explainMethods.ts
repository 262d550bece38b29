import { z } from 'zod';
import { sessionId, tableSchema } from '../schemas/common';
import {
  backgroundKinds,
  backgroundSchema,
  explainCurveSchema,
  explainItemSchema,
  explainPairSchema,
  explainSwapSchema,
} from './explainSchemas';

const list = { session: sessionId, request: z.string(), model: z.string() };
const one = { ...list, item: z.string() };
const background = z.enum(backgroundKinds).default('list');
/** Draws permutations and, for `global`, rows; the same seed gives the same numbers. */
const seed = z.int().min(0).default(0);

/** Methods that explain one ranking; the contract lists them with the others. */
export const explainMethods = {
  /**
   * Shapley values of one item's score (definitions E1, E2). `covers: true` takes path-dependent TreeSHAP instead of a
   * background, for models of trees only.
   */
  'explain.item': {
    params: z.strictObject({ ...one, background, covers: z.boolean().default(false), seed }),
    result: explainItemSchema,
  },
  /**
   * The same for every item of a list: columns `item_id`, `position` (in the order of the scores), `score`, `base`, then
   * one column of contributions a group, named by `groups` in that order; rows in logged order. Items without a
   * finite score have nulls.
   */
  'explain.list': {
    params: z.strictObject({ ...list, background, seed }),
    result: z.object({
      table: tableSchema,
      groups: z.array(z.string()),
      sameForAll: z.array(z.string()),
      method: z.enum(['tree', 'exact', 'permutation']),
      background: backgroundSchema,
      output: z.string(),
      warnings: z.array(z.string()),
    }),
  },
  /** Why one item scores otherwise than another (E3). `background` counts with `attribution: difference` only. */
  'explain.pair': {
    params: z.strictObject({
      ...one,
      versus: z.string(),
      attribution: z.enum(['pairwise', 'difference']).default('pairwise'),
      background,
      seed,
    }),
    result: explainPairSchema,
  },
  /** The smallest change of an item's features that swaps it with another (E4). `features` null: all that are not frozen. */
  'explain.swap': {
    params: z.strictObject({
      ...one,
      versus: z.string(),
      features: z.array(z.string()).min(1).nullable().default(null),
      seed,
    }),
    result: explainSwapSchema,
  },
  /** Position of an item in its list as one feature moves over its range in the log, rivals fixed. */
  'explain.curve': { params: z.strictObject({ ...one, feature: z.string(), seed }), result: explainCurveSchema },
} as const;
