import { z } from 'zod';
import { requestOrders, sessionId, sliceText, tableSchema } from '../schemas/common';
import { orderBySchema } from '../schemas/data';
import { columnProfileSchema, logShapeSchema, timeStripSchema } from './profileSchemas';

const session = sessionId;
const slice = sliceText.default(null);
const sqlStatement = z.string().min(1).max(262_144);

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: 'expected bytes' });

/** What an export holds. */
const exportSource = z.union([
  /** All rows of a query of the console. */
  z.strictObject({ sql: sqlStatement }),
  /** All rows of a session table, `columns` null for all, sorted as `data.page` sorts. */
  z.strictObject({
    table: z.string().min(1),
    columns: z.array(z.string()).min(1).max(1000).nullable().default(null),
    orderBy: orderBySchema.default([]),
  }),
  /** The rows of `compare.requests`, all pages. */
  z.strictObject({
    requests: z.strictObject({
      slice,
      preset: z.string().nullable().default(null),
      metric: z.string(),
      baseline: z.string(),
      model: z.string(),
      order: z.enum(requestOrders).default('worst'),
    }),
  }),
  /** Rows that the client has: the table behind a chart. `name` becomes the name of the file, without an ending. */
  z.strictObject({ values: tableSchema, name: z.string().min(1).max(120) }),
]);
export type ExportSource = z.output<typeof exportSource>;

/** Methods of the SQL console, column profiles and the time axis; the contract lists them with the others. */
export const dataMethods = {
  /**
   * Runs one query that a person typed, read-only. `truncated` says that the query has more rows than `limit`, or than
   * fit one message. Errors carry `where.position` (from 0, UTF-16 units) in `sql`.
   */
  'data.query': {
    params: z.strictObject({ session, sql: sqlStatement, limit: z.int().min(1).max(100_000).default(1_000) }),
    result: z.object({ table: tableSchema, rows: z.number(), truncated: z.boolean() }),
  },
  /**
   * Writes all rows of a query, a table, the requests of a contest or the client's own values to a file of the engine.
   * `token` gives the file once: to the host, or to `data.download`.
   */
  'data.export': {
    params: z.strictObject({ session, source: exportSource, format: z.enum(['csv', 'parquet']) }),
    result: z.object({ token: z.string(), name: z.string(), bytes: z.number(), rows: z.number() }),
  },
  /** Bytes of an exported file from `offset` on, at most 4 MB a call; the token is used up with the last byte. */
  'data.download': {
    params: z.strictObject({ token: z.string(), offset: z.int().min(0) }),
    result: z.object({ bytes: bytesSchema, total: z.number(), name: z.string() }),
  },
  /** What one column of a session table holds: nulls, distinct values, bounds, quantiles, histogram, frequent values. */
  'data.profile': {
    params: z.strictObject({
      session,
      table: z.string(),
      column: z.string(),
      slice,
      bins: z.int().min(1).max(200).default(30),
    }),
    result: columnProfileSchema,
  },
  /** The log in six small plots, over the requests that a slice selects. */
  'data.shape': { params: z.strictObject({ session, slice }), result: logShapeSchema },
  /** Requests per bucket of time, for the strip under the slice bar; at most `buckets`, of a usual width. */
  'time.strip': {
    params: z.strictObject({ session, slice, buckets: z.int().min(1).max(2_000).default(120) }),
    result: timeStripSchema,
  },
} as const;
