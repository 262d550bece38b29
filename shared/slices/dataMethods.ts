import { z } from 'zod';
import { sessionId, sliceText, tableSchema } from '../schemas/common';
import { columnProfileSchema, logShapeSchema, timeStripSchema } from './profileSchemas';

const session = sessionId;
const slice = sliceText.default(null);
const sqlStatement = z.string().min(1).max(262_144);

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: 'expected bytes' });

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
   * Writes all rows of a query or a table to a file of the engine. `token` gives the file once: to the host, or to
   * `data.download`.
   */
  'data.export': {
    params: z.strictObject({
      session,
      source: z.union([z.strictObject({ sql: sqlStatement }), z.strictObject({ table: z.string().min(1) })]),
      format: z.enum(['csv', 'parquet']),
    }),
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
