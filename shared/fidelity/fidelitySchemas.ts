import { z } from 'zod';

const share = z.number().nullable();
const verdict = z.enum(['exact', 'close', 'order', 'broken', 'unchecked']);

/** Fidelity of scores as `compare` reports it (case-format.md). */
export const fidelitySchema = z.object({
  comparedRows: z.number(),
  parity: share,
  parityReason: z.string().optional(),
  link: z.string().nullable(),
  sameOrder: share,
  sameOrderReason: z.string().optional(),
  maxAbsDiff: share,
  maxAbsDiffReason: z.string().optional(),
  verdict,
  cause: z.string().nullable(),
});
const counts = { rows: z.number(), failed: z.number() };

/**
 * When failures begin (definitions D1). `unit` of time is the hour, or the day where hours hold too few units; times are
 * local to `timezone`, as text. `reference` is `periods.before`, else the first fifth of the buckets. `onset` and `end`
 * are null when there is none; `chronic` says that the reference fails already.
 */
export const onsetSchema = z.object({
  bucket: z.enum(['hour', 'day']),
  timezone: z.string(),
  reference: z.object({ ...counts, rate: z.number(), upper: z.number() }),
  chronic: z.boolean(),
  onset: z.string().nullable(),
  end: z.string().nullable(),
  buckets: z.array(z.object({ from: z.string(), ...counts })),
});
export type FidelityOnset = z.infer<typeof onsetSchema>;

/** Failures of rows with the outcome and of the others; `afterOutcome` is the leak signature of D1. */
export const outcomeFailuresSchema = z.object({
  outcome: z.string(),
  withRows: z.number(),
  withFailed: z.number(),
  withoutRows: z.number(),
  withoutFailed: z.number(),
  afterOutcome: z.boolean(),
});

/** Link 1 of A14, file → logged score, on the rows that the model served, with what may explain failures. */
export const scoreLinkSchema = fidelitySchema.extend({
  slope: z.number(),
  intercept: z.number(),
  /** The predicate of `served.where`; null: every row. */
  where: z.string().nullable(),
  servedRows: z.number(),
  byVersion: z.array(z.object({ version: z.string().nullable(), ...counts })),
  byOutcome: z.array(outcomeFailuresSchema),
  /** Rows where a feature of the model is missing, and the others; null: it reads no features of the log. */
  byMissing: z.object({ missing: z.object(counts), complete: z.object(counts) }).nullable(),
  onset: onsetSchema.nullable(),
});
export type ScoreLink = z.infer<typeof scoreLinkSchema>;

/**
 * Link 2 of A14, logged score → rank of the stage: `sameOrder` is the share of `requests` (with at least two rows that
 * hold both) where the ranks follow the scores; scores within tolerance agree with any order. Null numbers: unchecked.
 */
export const rankLinkSchema = z.object({
  stage: z.string(),
  requests: z.number(),
  comparedRows: z.number(),
  sameOrder: share,
  verdict,
  reason: z.string().nullable(),
  onset: onsetSchema.nullable(),
});
export type RankLink = z.infer<typeof rankLinkSchema>;

/**
 * Link 3 of A14, rank of the stage → position shown. Organic rows only: their places among each other by position,
 * against the places by rank of the request's organic and unshown rows, so that a skipped row counts. `parity` is the
 * share of shown organic rows at the place of their rank, `sameOrder` the share of requests without a discordant pair, a
 * row that was left out standing below all shown ones. `reasons` count rows by the log's own reason; `moved` are
 * those of them that are organic, shown and at another place.
 */
export const shownLinkSchema = z.object({
  stage: z.string(),
  requests: z.number(),
  comparedRows: z.number(),
  parity: share,
  sameOrder: share,
  verdict,
  reason: z.string().nullable(),
  slots: z.array(z.object({ slot: z.string().nullable(), rows: z.number() })),
  reasons: z.array(z.object({ reason: z.string().nullable(), rows: z.number(), moved: z.number() })),
  onset: onsetSchema.nullable(),
});
export type ShownLink = z.infer<typeof shownLinkSchema>;

/** Two files of one model, or any two models of a case, score against score. */
export const betweenSchema = fidelitySchema.extend({
  a: z.string(),
  b: z.string(),
  slope: z.number(),
  intercept: z.number(),
  requests: z.number(),
  /** Requests with a pair of rows that the two order differently, both times by more than tolerance. */
  orderChanges: z.number(),
  /** Rows whose scores differ by more than tolerance under the link. */
  differentRows: z.number(),
  byMissing: scoreLinkSchema.shape.byMissing,
  /** The rows that differ most, largest first. */
  largest: z.array(
    z.object({ request: z.string(), item: z.string(), a: z.number(), b: z.number(), difference: z.number() }),
  ),
});
export type BetweenModels = z.infer<typeof betweenSchema>;

const briefOnset = onsetSchema.omit({ buckets: true }).nullable();

/** Links 2 and 3 as `compare` reports them. */
export const linksSchema = z.object({
  rank: rankLinkSchema.extend({ onset: briefOnset }),
  shown: shownLinkSchema.extend({ onset: briefOnset }),
});
