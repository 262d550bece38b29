import { z } from 'zod';
import { logColumns } from './case/log';
import { explainMethods } from './explain/explainMethods';
import { fidelityMethods } from './fidelity/fidelityMethods';
import { modelMethods } from './models/modelMethods';
import { noteMethods } from './notes/noteMethods';
import { objectiveMethods } from './objectives/objectiveMethods';
import { weightMethods } from './pareto/weightMethods';
import { page, requestOrders, sessionId, sliceText, tableSchema } from './schemas/common';
import { compareResultSchema } from './schemas/compare';
import { orderBySchema, tableInfoSchema } from './schemas/data';
import { initResultSchema } from './schemas/init';
import { jobSchema } from './schemas/jobs';
import { logContractSchema } from './schemas/logContract';
import { caseInfoSchema } from './schemas/session';
import { dataMethods } from './slices/dataMethods';
import { sliceMethods } from './slices/sliceMethods';

// Zod's compiled parsers need eval, which the page's content security policy forbids; this must run before any parse.
z.config({ jitless: true });

/** One method: what it takes and what it gives. Handlers see decoded params; results are checked in tests. */
function method<P extends z.ZodType, R extends z.ZodType>(params: P, result: R) {
  return { params, result };
}

const nothing = z.strictObject({});
const place = z.union([z.strictObject({ path: z.string().min(1) }), z.strictObject({ token: z.string().min(1) })]);
const models = z.array(z.string()).min(1).max(16);
const contest = {
  session: sessionId,
  slice: sliceText.default(null),
  /** A metric preset; null means the case's own settings. */
  preset: z.string().nullable().default(null),
};

/** Every method of the engine: the only list. Names are `capability.verb`. */
export const methods = {
  /** Version, build and limits of the engine, and what kind of host runs it. */
  'app.info': method(
    nothing,
    z.object({
      version: z.string(),
      build: z.string(),
      host: z.enum(['electron', 'browser', 'cli', 'test']),
      platform: z.string(),
      pid: z.number(),
      /** The case that the host was started with, to be opened first; null when none. */
      startCase: z.string().nullable(),
    }),
  ),

  /** Folders and files under the roots that the host allows. Without a token: the roots. */
  'files.list': method(
    z.strictObject({ token: z.string().optional() }),
    z.object({
      token: z.string().nullable(),
      name: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['folder', 'file']),
          token: z.string(),
          bytes: z.number().nullable(),
          isCase: z.boolean(),
        }),
      ),
    }),
  ),

  /**
   * Opens a case folder, a case.yaml or a session file, by a path that the host allows or by a token of `files.list`.
   * Builds the session when inputs changed: then `job` is the detached build, and `session.changed` says when it is
   * ready. Opening the same case twice gives the same session.
   */
  'case.open': method(
    z.union([z.strictObject({ path: z.string().min(1) }), z.strictObject({ token: z.string().min(1) })]),
    z.object({ session: z.string(), state: z.enum(['building', 'ready']), job: z.string().nullable() }),
  ),
  /** What was loaded: counts, roles, models, checks, warnings. */
  'case.info': method(z.strictObject({ session: sessionId }), caseInfoSchema),
  'case.close': method(z.strictObject({ session: sessionId }), nothing),
  /**
   * Guesses a case from files and folders: what each file is, which column plays which role and why. Writes nothing.
   * `folder` is where case.yaml is going to lie (paths in it are relative to that; null: beside the first file); `roles`
   * are a person's own choices: a column of the log, or null for none.
   */
  'case.init': method(
    z.strictObject({
      files: z.array(place).min(1).max(500),
      folder: place.nullable().default(null),
      name: z.string().nullable().default(null),
      roles: z.partialRecord(logColumns.keyof(), z.string().min(1).nullable()).default({}),
    }),
    initResultSchema,
  ),
  /** What serving should log, read off a session: columns, roles, types, missing values, ranges; and what the log lacks. */
  'case.contract': method(z.strictObject({ session: sessionId }), logContractSchema),
  /** Checks a case.yaml, its files included, and writes it into a folder: nothing else, and nothing over it unless `replace`. */
  'case.create': method(
    z.strictObject({ folder: place, yaml: z.string().min(1).max(1_000_000), replace: z.boolean().default(false) }),
    z.object({ folder: z.string(), file: z.string() }),
  ),

  'jobs.list': method(nothing, z.object({ jobs: z.array(jobSchema) })),
  'jobs.cancel': method(z.strictObject({ id: z.string() }), z.object({ cancelled: z.boolean() })),

  /** The session's tables with row counts and columns. */
  'data.tables': method(z.strictObject({ session: sessionId }), z.object({ tables: z.array(tableInfoSchema) })),
  /**
   * One page of a session table. `columns` null means all. Sorting is stable: ties keep the table's own order. `where`
   * is a predicate over the table's own columns, checked as slices are; `totalRows` counts the rows it keeps.
   */
  'data.page': method(
    z.strictObject({
      session: sessionId,
      table: z.string(),
      columns: z.array(z.string()).max(1000).nullable().default(null),
      orderBy: orderBySchema.default([]),
      where: sliceText.default(null),
      ...page,
    }),
    z.object({ table: tableSchema, totalRows: z.number(), sql: z.string() }),
  ),

  ...dataMethods,
  ...sliceMethods,
  ...noteMethods,
  ...fidelityMethods,
  ...explainMethods,
  ...objectiveMethods,
  ...weightMethods,

  ...modelMethods,
  'models.list': method(
    z.strictObject({ session: sessionId }),
    z.object({ models: caseInfoSchema.shape.models, defaultMetrics: z.array(z.string()) }),
  ),
  /** Scores a model of the case again (detached job); the session is announced by `session.changed`. */
  'models.score': method(z.strictObject({ session: sessionId, model: z.string() }), z.object({ job: z.string() })),

  /**
   * Contestants against the first one. Means come at once; `inference: false` leaves intervals, p and verdicts null
   * (with the reason) so that a view can paint before them.
   */
  'compare.summary': method(
    z.strictObject({
      ...contest,
      models: models.nullable().default(null),
      metrics: z.array(z.string()).min(1).max(64).nullable().default(null),
      seed: z.int().min(0).default(0),
      inference: z.boolean().default(true),
      /** A column that is constant inside requests: the result then has one block for each of its values. */
      by: z.string().nullable().default(null),
    }),
    compareResultSchema,
  ),
  /**
   * Requests with both contestants' values of one metric and their difference: columns `request_id`, `query`,
   * `rows`, `a`, `b`, `delta` (null where either is). Sorted by `order`; ties by request order.
   */
  'compare.requests': method(
    z.strictObject({
      ...contest,
      metric: z.string(),
      baseline: z.string(),
      model: z.string(),
      order: z.enum(requestOrders).default('worst'),
      ...page,
    }),
    z.object({ table: tableSchema, totalRequests: z.number() }),
  ),
  /**
   * The pairs of request and item to judge first: unjudged items by how much their labels could move the difference of
   * an NDCG. Columns `request_id`, `item_id`, `rank_a`, `rank_b` (null = not in the list), `weight` (most that the label
   * could move the request's difference), `share` of everything unknown.
   */
  'compare.judge': method(
    z.strictObject({ ...contest, metric: z.string(), baseline: z.string(), model: z.string(), ...page }),
    z.object({ table: tableSchema, totalPairs: z.number() }),
  ),
  /**
   * The query over the session's tables that gives one metric of one contestant: columns `mean` and `requests`, or with
   * `perRequest` columns `request_index` and `value` (null = undefined) of every request.
   */
  'compare.sql': method(
    z.strictObject({ ...contest, metric: z.string(), model: z.string(), perRequest: z.boolean().default(false) }),
    z.object({ sql: z.string() }),
  ),
  /** Histogram of the per-request difference: `bins` equal bins, symmetric about 0, exact zeros counted apart. */
  'compare.distribution': method(
    z.strictObject({
      ...contest,
      metric: z.string(),
      baseline: z.string(),
      model: z.string(),
      bins: z.int().min(4).max(200).default(40),
    }),
    z.object({
      edges: z.array(z.number()),
      counts: z.array(z.number()),
      zeros: z.number(),
      wins: z.number(),
      losses: z.number(),
      nulls: z.number(),
    }),
  ),

  /**
   * One request's list: columns `item_id`, `position`, `label`, then `score:<model>` and `rank:<model>` for each
   * contestant, in logged order. `metrics` holds each contestant's values on it.
   */
  'request.get': method(
    z.strictObject({
      ...contest,
      request: z.string(),
      models: models.nullable().default(null),
      metrics: z.array(z.string()).min(1).max(64).nullable().default(null),
    }),
    z.object({
      request: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      table: tableSchema,
      metrics: z.array(z.object({ metric: z.string(), model: z.string(), value: z.number().nullable() })),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    }),
  ),
} as const;

/** Every event that an engine announces to all its clients. */
export const events = {
  'engine.state': z.object({ state: z.enum(['ready', 'busy', 'stopping']), memoryBytes: z.number() }),
  'jobs.changed': z.object({ jobs: z.array(jobSchema) }),
  'session.changed': z.object({
    session: z.string(),
    reason: z.enum(['built', 'failed', 'closed', 'scored', 'slices', 'notes']),
  }),
} as const;

export type MethodName = keyof typeof methods;
export type EventName = keyof typeof events;

/** Method types as `shared/wire/typed.ts` wants them: what callers send (defaults optional) and what they get. */
export type Contract = {
  [M in MethodName]: {
    params: z.input<(typeof methods)[M]['params']>;
    decoded: z.output<(typeof methods)[M]['params']>;
    result: z.output<(typeof methods)[M]['result']>;
  };
};
export type Events = { [E in EventName]: z.output<(typeof events)[E]> };
