import { z } from 'zod';

const number = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

export const fidelitySchema = z.object({
  comparedRows: z.number(),
  parity: number,
  link: z.string().nullable(),
  sameOrder: number,
  maxAbsDiff: number,
  verdict: z.enum(['exact', 'close', 'order', 'broken', 'unchecked']),
  cause: z.string().nullable(),
});

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
});
export type PairRow = z.infer<typeof pairRowSchema>;

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
  metrics: z.array(metricRowSchema),
  pairs: z.array(pairRowSchema),
  decomposition: z.null(),
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** The answer in one sentence. */
  sentence: z.string(),
  warnings: z.array(z.string()),
});
export type CompareResult = z.infer<typeof compareResultSchema>;
