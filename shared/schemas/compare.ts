import { z } from 'zod';
import { fidelitySchema, linksSchema } from '../fidelity/fidelitySchemas';

const number = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

/**
 * Differences of `ips_dcg` (B - A) when examination falls as position^-eta, for a range of etas: whether the sign
 * survives any plausible position bias.
 */
export const thetaBandSchema = z.object({
  metric: z.string(),
  etas: z.array(z.number()),
  deltas: z.array(z.number()),
  sign: z.enum(['better', 'worse', 'none', 'mixed']),
});
export type ThetaBand = z.infer<typeof thetaBandSchema>;

/** One metric of one contestant. Every null number has a sibling `<key>Reason`. */
export const metricRowSchema = z.object({
  metric: z.string(),
  label: z.string().nullable(),
  model: z.string(),
  mean: number,
  meanReason: z.string().optional(),
  ci: interval,
  ciReason: z.string().optional(),
  bounds: interval,
  boundsReason: z.string().optional(),
  judged: number,
  judgedReason: z.string().optional(),
  /** Requests that the mean is over. */
  requests: z.number(),
  /** Requests without a value: no positive label under `noPositive: skip`. */
  skippedRequests: z.number(),
  /** Requests that this contestant has no list for. */
  missingRequests: z.number(),
  positiveRequests: z.number(),
  matureShare: number,
  matureShareReason: z.string().optional(),
  /** Means under the worst and the best order of equal scores, where ties across K matter. */
  tiesMin: number.optional(),
  tiesMinReason: z.string().optional(),
  tiesMax: number.optional(),
  tiesMaxReason: z.string().optional(),
  /** (M - M of @random) / (1 - M of @random), for primary metrics that end at 1. */
  skill: number.optional(),
  skillReason: z.string().optional(),
  /** Of metrics that weight clicks: the value without clipping, and the share of the weight that clipping removed. */
  unclipped: number.optional(),
  unclippedReason: z.string().optional(),
  clippedShare: number.optional(),
  clippedShareReason: z.string().optional(),
  /**
   * Of metrics of items: places in the lists down to K whose item had to be left out: without a vector (`ild`), without
   * training events (`novelty`), outside the catalog (`coverage`, `gini_*`).
   */
  leftOutItems: z.number().optional(),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

/** The difference of one metric between the baseline and another contestant, over requests where both have a value. */
export const pairRowSchema = z.object({
  metric: z.string(),
  label: z.string().nullable(),
  baseline: z.string(),
  model: z.string(),
  delta: number,
  deltaReason: z.string().optional(),
  ci: interval,
  ciReason: z.string().optional(),
  ciMethod: z.string().nullable(),
  bounds: interval,
  boundsReason: z.string().optional(),
  /** `bounds`, were no unjudged item better than judged ones at the same ranks: what a verdict must withstand. */
  plausible: interval,
  plausibleReason: z.string().optional(),
  p: z.object({
    randomization: number,
    randomizationReason: z.string().optional(),
    t: number,
    tReason: z.string().optional(),
  }),
  pMethod: z.string().nullable(),
  pHolm: number,
  pHolmReason: z.string().optional(),
  q: number,
  qReason: z.string().optional(),
  effectSize: number,
  effectSizeReason: z.string().optional(),
  relative: number,
  relativeReason: z.string().optional(),
  wins: z.number(),
  ties: z.number(),
  losses: z.number(),
  unit: z.string(),
  units: z.number(),
  by: z.string(),
  mde80: number,
  mde80Reason: z.string().optional(),
  margin: number,
  marginReason: z.string().optional(),
  verdict: z.enum(['better', 'worse', 'equivalent', 'noninferior', 'inconclusive', 'withheld']),
  withheld: z.string().nullable(),
  onlyBaseline: z.number(),
  onlyModel: z.number(),
  /** Declared as primary (Holm), as guardrail (one-sided against the margin), or neither (q). */
  role: z.enum(['primary', 'guardrail', 'exploratory']).optional(),
  /** Of a guardrail: p of "worse than the margin allows". */
  pGuardrail: number.optional(),
  pGuardrailReason: z.string().optional(),
  /** Every unit differs by the same amount: there is no spread to test against. */
  constantDifference: z.boolean().optional(),
  /** Units that the margin needs for 80% power. */
  unitsNeeded: number.optional(),
  unitsNeededReason: z.string().optional(),
  /** What the number may claim on a behavioral label. */
  status: z.enum(['biased_to_served', 'judged_on_served', 'randomized', 'corrected']).optional(),
  thetaBand: thetaBandSchema.optional(),
});
export type PairRow = z.infer<typeof pairRowSchema>;

/** The contest on the requests where a column has one value. */
export const compareBlockSchema = z.object({
  value: z.string().nullable(),
  requests: z.number(),
  metrics: z.array(metricRowSchema),
  pairs: z.array(pairRowSchema),
  sentence: z.string(),
});
export type CompareBlock = z.infer<typeof compareBlockSchema>;

/** The whole of `compare --json` (case-format.md). Numbers are not rounded. */
export const compareResultSchema = z.object({
  version: z.literal(1),
  case: z.string(),
  inputs: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  rows: z.number(),
  requests: z.number(),
  /** Rows and requests that the slice selects; equal to `rows` and `requests` without a slice. */
  sliceRows: z.number(),
  sliceRequests: z.number(),
  excludedRows: z.number(),
  refusedRows: z.number(),
  slice: z.string().nullable(),
  seed: z.number(),
  preset: z.string(),
  contest: z.enum(['model', 'period', 'arm']),
  models: z.array(z.object({ name: z.string(), kind: z.string(), fidelity: fidelitySchema })),
  /** Logged score → rank of the stage → position shown (A14), where a stage before the rules has a rank. */
  links: linksSchema.optional(),
  metrics: z.array(metricRowSchema),
  pairs: z.array(pairRowSchema),
  decomposition: z.null(),
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** One block for each value of the column that was asked for. */
  by: z.object({ column: z.string(), blocks: z.array(compareBlockSchema) }).optional(),
  /** Of a log with sampling weights, by which means are weighted: what they are worth, and requests left out without one. */
  weights: z.object({ effectiveRequests: z.number(), requestsWithout: z.number() }).optional(),
  /** Largest share of a model's lists with a tie across K; null where the preset keeps its own rule. */
  tieShare: number.optional(),
  tieShareReason: z.string().optional(),
  /** The answer in words: a sentence for each contestant against the baseline. */
  sentence: z.string(),
  /** The same, apart, in the order of the pairs; empty without a pair. */
  sentences: z.array(z.string()).optional(),
  warnings: z.array(z.string()),
});
export type CompareResult = z.infer<typeof compareResultSchema>;
