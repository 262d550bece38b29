import type { Blending } from '../blend/valueModel';
import type { CaseFile } from './caseSchema';

/** A default that was taken because the case does not say: where, what and why. */
export interface TakenDefault {
  path: string;
  value: string;
  reason: string;
}

/** The roles of `log.columns`. */
export type LogRole = keyof NonNullable<CaseFile['log']['columns']>;

export interface ResolvedLog {
  /** Paths and globs relative to the case folder; null when `sql` or TREC runs give the rows. */
  path: string[] | null;
  sql: string | null;
  tables: Record<string, string[]>;
  format: 'auto' | 'parquet' | 'csv' | 'ndjson' | 'arrow' | 'trec';
  /** `union`: candidates are the log's rows and every row of runs and score files; a list is then exactly its file. */
  rows: 'log' | 'union';
  where: string | null;
  timezone: string;
  candidates: 'all' | 'shown' | 'sampled';
  duplicates: 'first' | 'last' | 'anyOutcome' | 'error';
  positionScope: 'list' | 'page';
  sampling: { unit: 'user' | 'request' | 'item'; rate: number } | null;
  requests: { path: string[]; request: string } | null;
  columns: Partial<Record<LogRole, string>>;
  versions: Record<string, string>;
  /** Null: every column that is neither role nor feature. */
  context: string[] | null;
}

export interface ResolvedFeatures {
  /** Names and globs; null: every number or boolean without a role. */
  columns: string[] | null;
  structs: string[];
  maps: { column: string; keys: string[] }[];
  arrays: { column: string; length: number }[];
  lists: { column: string; max: number; pad: number | string; type: string }[];
  types: Record<string, string>;
  defaults: Record<string, string | number | boolean | null>;
  groups: Record<string, string[]>;
}

/** `value` outcomes are amounts, the others 0 or 1. `windowMs` null: mature at once. */
export interface ResolvedOutcome {
  name: string;
  column: string;
  time: string | null;
  windowMs: number | null;
  after: string | null;
  of: string | null;
  unit: string | null;
  refunds: 'gross' | 'net';
  value: boolean;
}

/** `behavioral`: collected from what people did on lists that were shown, so biased toward them. */
export interface ResolvedLabel {
  name: string;
  kind: 'relevance' | 'outcome' | 'sql';
  /** The outcome's name, `relevance`, or the SQL expression. */
  source: string;
  behavioral: boolean;
}

export type ModelKind = 'auto' | 'onnx' | 'lightgbm' | 'xgboost' | 'scores' | 'trec' | 'mlflow' | 'blend';
type ModelFile = NonNullable<CaseFile['models']>[number];

export interface ResolvedModel {
  name: string;
  /** `auto` only before `loadCase` has looked at the file. */
  kind: ModelKind;
  file: string | null;
  /** Columns of a score file; null: as in the log, and `score`. */
  columns: { request: string | null; item: string | null; score: string | null };
  features: string[] | null;
  rename: Record<string, string>;
  /** What stands for a missing value, by feature; a text only where the model takes text. */
  missing: Record<string, number | string>;
  inputs: NonNullable<ModelFile['inputs']>;
  output: string | null;
  served: { where: string | null; score: string | null; link: 'none' | 'sigmoid' | 'exp' | 'affine' | 'fit' } | null;
  featuresFrom: 'logged' | 'recomputed' | 'logged-then-recomputed';
  listwise: boolean;
  trained: { from: string | null; to: string | null; label: string | null } | null;
  /** Output by objective, as `output`; null: the model has one score a row. */
  objectives: Record<string, string> | null;
  /**
   * Weight of every objective, in their order; of a model without a file, weight by the id of another model or
   * `model:objective`. Null: there is nothing to blend.
   */
  blend: Record<string, number> | null;
  blending: Blending;
  /** Paths and globs of the training predictions that `quantile_global` reads; null: none. */
  training: string[] | null;
}

export interface ResolvedMetrics {
  primary: string[];
  guardrails: string[];
  k: number;
  relLevel: number;
  labelMax: number | null;
  gain: 'linear' | 'exp2';
  noPositive: 'skip' | 'zero' | 'one';
  /** The column that groups requests in tests; null: each request stands alone. */
  by: string | null;
  unit: string;
  margin: number;
}

/** Where the training events of items come from; `path` null: from the files of `items`. */
export interface ResolvedNovelty {
  path: string[] | null;
  item: string | null;
  /** Null: each row is one event. */
  events: string | null;
  time: string | null;
  from: string | null;
  to: string | null;
}

export interface ResolvedJudgments {
  path: string;
  format: 'auto' | 'trec' | 'csv' | 'parquet';
  request: string | null;
  item: string | null;
  relevance: string | null;
}

/** A case with every default filled in. What has no default yet keeps the shape people write. */
export interface ResolvedCase {
  version: 1;
  name: string;
  description: string | null;
  allowOutside: boolean;
  log: ResolvedLog;
  features: ResolvedFeatures;
  outcomes: ResolvedOutcome[];
  /** ISO time; null when the case does not say, and then nothing is immature. */
  observedUntil: string | null;
  labels: ResolvedLabel[];
  /** The label of metric ids that name none; null when the case has no label at all. */
  label: string | null;
  judgments: ResolvedJudgments | null;
  metrics: ResolvedMetrics;
  /** Name of the embedding of items that `ild` reads; null where the case has none. */
  itemEmbedding: string | null;
  models: ResolvedModel[];
  items: { path: string[]; id: string | null; title: string | null; context: string[] | null } | null;
  users: { path: string[]; id: string | null; context: string[] | null } | null;
  novelty: ResolvedNovelty | null;
  stages: NonNullable<CaseFile['stages']>;
  propensity: {
    column: string | null;
    kind: 'single' | 'marginal' | 'conditional' | 'joint' | null;
    randomized: string | null;
    distribution: string | null;
  } | null;
  /** Blocks kept as written: capabilities that read them fill in their own defaults. */
  written: Pick<
    CaseFile,
    | 'catalog'
    | 'embeddings'
    | 'recomputed'
    | 'history'
    | 'reference'
    | 'policies'
    | 'examination'
    | 'policy'
    | 'periods'
    | 'changes'
    | 'experiment'
    | 'slices'
  >;
  /** Dotted keys that are valid but that this build does not use yet. */
  unused: string[];
  defaults: TakenDefault[];
}
