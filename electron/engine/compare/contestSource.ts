import type { ResolvedMetrics } from '../../../shared/case/resolvedCase';
import type { CompareResult } from '../../../shared/schemas/compare';
import type { ScoredModel } from './contestants';
import type { ContestData, LabelSource } from './contestData';

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
  hasUsers: boolean;
  hasQuery: boolean;
  labels: readonly ContestLabel[];
  defaultLabel: string | null;
  metrics: ResolvedMetrics;
  models: readonly ScoredModel[];
  servedModel: string | null;
  fidelity: ReadonlyMap<string, CompareResult['models'][number]['fidelity']>;
}
