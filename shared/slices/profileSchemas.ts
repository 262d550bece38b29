import { z } from 'zod';
import { shownQuerySchema } from '../schemas/common';
import { columnKinds } from './predicateText';

const cell = z.union([z.string(), z.number(), z.null()]);

/** Equal bins: bin `i` lies between `edges[i]` and `edges[i + 1]`, the last one includes its upper edge. */
export const histogramSchema = z.object({ edges: z.array(z.number()), counts: z.array(z.number()) });
export type Histogram = z.infer<typeof histogramSchema>;

/** What one column of a session table holds. Times are milliseconds. */
export const columnProfileSchema = z.object({
  table: z.string(),
  column: z.string(),
  type: z.string(),
  kind: z.enum(columnKinds),
  /** Whether the slice was applied: tables without rows or requests of the log have no slice. */
  sliced: z.boolean(),
  rows: z.number(),
  nulls: z.number(),
  /** Null for lists and other nested values. */
  distinct: z.number().nullable(),
  /** False: an estimate, within about 3%. */
  distinctExact: z.boolean(),
  /** Of finite values. */
  min: cell,
  max: cell,
  mean: z.number().nullable(),
  /** Numbers that are not finite; they are in no bound, mean, quantile or bin. */
  nan: z.number(),
  infinite: z.number(),
  negativeInfinite: z.number(),
  /** Values that occur, at shares of the finite values; empty for text. */
  quantiles: z.array(z.object({ share: z.number(), value: z.number() })),
  /** Null for text, booleans, nested values, and when no value is finite. */
  histogram: histogramSchema.nullable(),
  /** Most frequent first, ties by value; at most 20. */
  top: z.array(z.object({ value: cell, rows: z.number() })),
  /** The queries behind these numbers. */
  queries: z.array(shownQuerySchema),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

/** When a version of something was served. Times are milliseconds. */
export const versionSpanSchema = z.object({
  key: z.string(),
  value: z.string(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  requests: z.number(),
});

/** One row of `changes`: when, what kind (model, features, index, rules, app, …), of what, from which version to which. */
export const timeMarkSchema = z.object({
  time: z.number(),
  kind: z.string().nullable(),
  name: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type TimeMark = z.infer<typeof timeMarkSchema>;

/** Requests per bucket of time. `starts[i]` is when bucket `i` begins (milliseconds, UTC), `width` its length. */
export const timeStripSchema = z.object({
  width: z.number(),
  starts: z.array(z.number()),
  total: z.array(z.number()),
  /** Requests that the slice selects. */
  selected: z.array(z.number()),
  /** Requests without a time, in no bucket. */
  untimed: z.number(),
  versions: z.array(versionSpanSchema),
  /** What the case says was changed (`changes`), by time; those without a time are left out, at most 500. */
  changes: z.array(timeMarkSchema),
  /** How a predicate names the time; null when the log has none. */
  column: z.string().nullable(),
  /** Why there is no bucket; null when there is. */
  reason: z.string().nullable(),
});
export type TimeStrip = z.infer<typeof timeStripSchema>;

/** Counts of whole numbers: `counts[i]` is how many have `values[i]`; the last stands for itself and more when `open`. */
export const integerCountsSchema = z.object({
  values: z.array(z.number()),
  counts: z.array(z.number()),
  open: z.boolean(),
  mean: z.number().nullable(),
});
export type IntegerCounts = z.infer<typeof integerCountsSchema>;

/** The log in six small plots, over the requests that a slice selects. A part that the log cannot give has a reason. */
export const logShapeSchema = z.object({
  requests: z.number(),
  rows: z.number(),
  /** Requests per hour or day, split by version (one part without a name when the log has none). */
  traffic: z.object({
    width: z.number(),
    starts: z.array(z.number()),
    versionKey: z.string().nullable(),
    versions: z.array(z.object({ version: z.string().nullable(), counts: z.array(z.number()) })),
    reason: z.string().nullable(),
  }),
  users: z.object({
    /** Distinct users, and requests without one. */
    users: z.number(),
    without: z.number(),
    /** Distinct users in each day. */
    days: z.object({ starts: z.array(z.number()), counts: z.array(z.number()) }).nullable(),
    /** How many requests a user has. */
    requestsPerUser: integerCountsSchema.nullable(),
    reason: z.string().nullable(),
  }),
  listLength: integerCountsSchema,
  positives: z.object({
    label: z.string().nullable(),
    perList: integerCountsSchema.nullable(),
    reason: z.string().nullable(),
  }),
  /** Missing values of each column of the log, in the selected rows. */
  nulls: z.array(z.object({ column: z.string(), nulls: z.number(), share: z.number() })),
  /** Requests whose outcomes had time to arrive, for each label that ripens. */
  maturity: z.array(
    z.object({
      label: z.string(),
      /** ISO time: later requests are immature; null when the case does not say. */
      until: z.string().nullable(),
      mature: z.number().nullable(),
      immature: z.number().nullable(),
    }),
  ),
  /** The queries behind each plot; none where a part has no numbers. */
  queries: z.object({
    traffic: z.array(shownQuerySchema),
    users: z.array(shownQuerySchema),
    listLength: z.array(shownQuerySchema),
    positives: z.array(shownQuerySchema),
    nulls: z.array(shownQuerySchema),
    maturity: z.array(shownQuerySchema),
  }),
});
export type LogShape = z.infer<typeof logShapeSchema>;
