import { z } from 'zod';

export const backgroundKinds = ['list', 'global', 'zeros', 'median'] as const;
export type BackgroundKind = (typeof backgroundKinds)[number];

/**
 * What the score is compared with: `list` the other items of the request, `global` rows of the log, `zeros` and `median`
 * one made-up row, `cover` the training rows by the forest's own counts, `item` the other item of a pair. The numbers
 * hold for this background only.
 */
export const backgroundSchema = z.object({
  kind: z.enum([...backgroundKinds, 'cover', 'item']),
  rows: z.number(),
  /** Of the rows that were drawn; null where none were. */
  seed: z.number().nullable(),
  text: z.string(),
});

/**
 * One feature's or group's part. `value` and `background` are the item's value and the background's median as logged
 * (for a pair: the other item's value); null where missing or where the group has several values. `se` is null where
 * the part is exact. `occlusion` is the score minus the mean score with this group from the background; it does not
 * add up; null where not computed.
 */
export const contributionSchema = z.object({
  feature: z.string(),
  columns: z.array(z.string()),
  value: z.union([z.number(), z.string()]).nullable(),
  background: z.union([z.number(), z.string()]).nullable(),
  contribution: z.number(),
  se: z.number().nullable(),
  occlusion: z.number().nullable(),
});
export type Contribution = z.infer<typeof contributionSchema>;

/** Whose score, which number of the model, and how it was attributed. */
const about = {
  request: z.string(),
  item: z.string(),
  model: z.string(),
  /** The output that is explained: the raw score of a forest, a tensor of an ONNX file. */
  output: z.string(),
  /** `tree`: TreeSHAP, exact. `exact`: all coalitions. `permutation`: antithetic pairs. */
  method: z.enum(['tree', 'exact', 'permutation']),
  /** Antithetic pairs drawn; null where exact. */
  pairs: z.number().nullable(),
  seed: z.number(),
  background: backgroundSchema,
  /** The contributions add up to `score` - `base`. */
  base: z.number(),
  score: z.number(),
  /** By |contribution|, then by name. */
  contributions: z.array(contributionSchema),
  /** Groups that every row of the background shares with the item: they contribute 0 and cannot explain the order. */
  sameForAll: z.array(z.string()),
  warnings: z.array(z.string()),
};

/** 1-based position in the order of the explained scores, of how many items, and as served (null: not shown). */
const place = { position: z.number(), items: z.number(), servedPosition: z.number().nullable() };

export const explainItemSchema = z.object({ ...about, ...place });
export type ExplainItem = z.infer<typeof explainItemSchema>;

/**
 * Why `item` scores otherwise than `versus`. Where the served order contradicts the scores, `ruled` says which rule moved
 * the items after the model, and nothing is attributed: `contributions` is empty.
 */
export const explainPairSchema = z.object({
  ...about,
  ...place,
  versus: z.string(),
  versusPosition: z.number(),
  versusServedPosition: z.number().nullable(),
  /** `pairwise`: the other item is the background. `difference`: two attributions under one background. */
  attribution: z.enum(['pairwise', 'difference']),
  ruled: z.string().nullable(),
});
export type ExplainPair = z.infer<typeof explainPairSchema>;

const swapSchema = z.object({
  /** `distance` of a change is |to - from| in units of the feature's spread in the log. */
  changes: z.array(z.object({ feature: z.string(), from: z.number(), to: z.number(), distance: z.number() })),
  distance: z.number(),
  score: z.number(),
  /** Position of the item after the change. */
  position: z.number(),
});

/** The smallest change of `item` that puts it on the other side of `versus`. */
export const explainSwapSchema = z.object({
  request: z.string(),
  item: z.string(),
  versus: z.string(),
  model: z.string(),
  output: z.string(),
  seed: z.number(),
  score: z.number(),
  versusScore: z.number(),
  position: z.number(),
  direction: z.enum(['above', 'below']),
  /** Null: none was found with up to four features. */
  swap: swapSchema.nullable(),
  /** The changes that came nearest, where none was found. */
  nearest: swapSchema.nullable(),
  /** Features that were not changed, and why. */
  frozen: z.array(z.object({ feature: z.string(), reason: z.string() })),
  /** Rows of the log that gave percentiles and spreads. */
  referenceRows: z.number(),
  warnings: z.array(z.string()),
});
export type ExplainSwap = z.infer<typeof explainSwapSchema>;

const point = z.object({ value: z.number().nullable(), score: z.number().nullable(), position: z.number() });

/** Position of `item` in its list as `feature` moves and the rivals keep their scores; ascending by value. */
export const explainCurveSchema = z.object({
  request: z.string(),
  item: z.string(),
  model: z.string(),
  feature: z.string(),
  output: z.string(),
  items: z.number(),
  /** As logged, and if the value were missing. `value` null: missing; `score` null: the model gives none. */
  own: point,
  missing: point,
  points: z.array(z.object({ value: z.number(), score: z.number().nullable(), position: z.number() })),
  /** Whether the score is constant between neighboring points, as with trees. */
  steps: z.boolean(),
  warnings: z.array(z.string()),
});
export type ExplainCurve = z.infer<typeof explainCurveSchema>;
