import type { ResolvedMetrics } from '../../../shared/case/resolvedCase';
import type { CompareResult } from '../../../shared/schemas/compare';
import type { ScoredModel } from './contestants';
import type { ContestData, LabelSource } from './contestData';
import type { InferenceRunner } from './inference';
import type { ItemTables } from './itemTables';
import type { Examination } from './weightedClicks';

/** A label and how it was collected: behavioral ones favor the order that was served. */
export interface ContestLabel extends LabelSource {
  behavioral: boolean;
}

/** What a contest needs to know of the session it runs on. */
export interface ContestSource {
  data: ContestData;
  name: string;
  inputs: CompareResult['inputs'];
  rows: number;
  requests: number;
  rowsNotShown: number;
  excludedRows: number;
  refusedRows: number;
  candidates: 'all' | 'shown' | 'sampled';
  /** Whether lists are runs of their own: candidates then are whatever a run retrieved. */
  union: boolean;
  /** Whether rows name their request; without it every row is its own and list metrics are refused. */
  hasRequests: boolean;
  hasPositions: boolean;
  /** The column with the ranks of `@ranker`: the last stage before the rules; null without such a stage. */
  rankerColumn: string | null;
  hasUsers: boolean;
  /** Whether rows carry sampling weights: means then are weighted (definitions.md A7). */
  hasWeights: boolean;
  hasQuery: boolean;
  labels: readonly ContestLabel[];
  defaultLabel: string | null;
  metrics: ResolvedMetrics;
  models: readonly ScoredModel[];
  /** What metrics of items read beside the log. */
  items: ItemTables;
  servedModel: string | null;
  /** Fidelity of the served models, measured at the first call. */
  fidelity: (signal?: AbortSignal) => Promise<ReadonlyMap<string, CompareResult['models'][number]['fidelity']>>;
  /** Links 2 and 3 of A14, measured at the first call; null where no stage before the rules has a rank. */
  links: (signal?: AbortSignal) => Promise<NonNullable<CompareResult['links']> | null>;
  /** The case's own examination probabilities; null: a power of the position is assumed. */
  examination: Examination | null;
  /** Columns of `impressions` with what happened on a row. */
  outcomes: { click: string | null; order: string | null; value: string | null };
  hasTime: boolean;
  /** When models were trained; ISO times, `to` exclusive; null = open. */
  trained: ReadonlyMap<string, { from: string | null; to: string | null }>;
  /** After this ISO time requests are immature for the label; null: the case does not say. No entry: it does not ripen. */
  matureUntil: ReadonlyMap<string, string | null>;
  /** Column of `impressions` that marks rows in random order. */
  randomized: string | null;
  /** Columns of `impressions`. */
  columns: readonly string[];
  runInference: InferenceRunner;
}
