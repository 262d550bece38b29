/** Days are counted from the first day of the log; a day at or after `days` never comes. */
export interface Schedule {
  /** The ranker `v40` gives way to `v41` for everybody. */
  ranker: number;
  /** Index and query encoder are rebuilt: version 2 of both. */
  index: number;
  /** The canary `v42` gets `canaryShare` of the users. */
  canary: number;
  /** Feature pipeline fs1 gives way to fs2. */
  features: number;
  /** App release 7.1 gives way to 7.2: innocent. */
  app: number;
}

/** What is wrong in a world. A day of null, or a share of 0, means that the fault is absent. */
export interface Faults {
  /** From this day on `i_ctr_1d` of the locale nl keeps the values of the day before. */
  frozenFrom: number | null;
  /** Share of requests whose host has a cold cache: 0 for both click rates of every item, always and everywhere. */
  coldCache: number;
  /** Share of rows that the logger wrote twice. */
  duplicates: number;
  /** From this day on the list is ruled by `rulesAfter`. */
  rulesFrom: number | null;
  /** The host h3 keeps the query encoder of version 1 after the index was rebuilt. */
  stuckHost: boolean;
  /** Share of clicks after which the logger writes `x_session_views` anew. */
  leak: number;
}

export interface Rules {
  /** Organic items of one merchant in a list, both pages together; store pages are exempt. */
  merchantCap: number;
  /** 1-based positions of advertisements. */
  adPositions: readonly number[];
}

export interface Settings {
  preset: string;
  name: string;
  description: string;
  seed: number;
  users: number;
  items: number;
  days: number;
  /** Requests of a user over all days, on average. */
  requestsPerUser: number;
  /** Share of the planted fault that is there, 0 to 1: of items, of requests, of clicks or of days, as the fault goes. */
  strength: number;
  schedule: Schedule;
  faults: Faults;
  rules: Rules;
  rulesAfter: Rules;
  canaryShare: number;
  /** Share of the requests whose organic items are shuffled. */
  explored: number;
  /** Pages of `pageSize` positions that a list has; the second is opened now and then. */
  pages: 1 | 2;
  /** Candidates of a request that the log keeps, at least what its pages hold. */
  logged: number;
  /** Whether features stand in one JSON column (else one column each). */
  featureMap: boolean;
  /** Days after the last request at which outcomes were read. */
  observedAfter: number;
  /** Multiplies the traffic behind the daily click rate: 0.04 makes it as noisy as it was in March. */
  dailyTraffic: number;
  /** An experiment with arms control (v42) and treatment (v43, trained on the leaking feature). */
  experiment: boolean;
  /** Purchases of the next seven days as judgments, also of items that were never retrieved. */
  purchases: boolean;
  /** Tables beside the log: embeddings of items and queries, raw events and feature history. */
  tables: readonly ('embeddings' | 'raw')[];
  /** A training log: shown items are drawn from all that were retrieved, both pages are always opened. */
  training: boolean;
}

export const dayMs = 86_400_000;
/** Monday. */
export const firstDay = Date.UTC(2026, 5, 1);
export const retrieved = 300;
export const pageSize = 12;
export const orderWindowDays = 7;

/** `2026-06-01` for day 0. */
export function dateOf(day: number): string {
  return new Date(firstDay + day * dayMs).toISOString().slice(0, 10);
}

/** `2026-06-01T00:00:00Z`: whole seconds. */
export function instantOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
