import type { ModelKind } from '../../../shared/case/resolvedCase';

/**
 * What became of one model of the case. Counts are 0 unless the state is `ready`; `reason` is null then and a sentence
 * otherwise. Rows are rows of `impressions`.
 */
export interface ModelRecord {
  /** From 1 in case order; its scores are in `scores_<n>`. */
  n: number;
  name: string;
  kind: ModelKind;
  /** As the case names it. */
  file: string | null;
  fileSha256: string | null;
  /** Equal keys mean equal scores: file, inputs, options and library versions are in it. */
  key: string;
  state: 'ready' | 'failed' | 'unsupported';
  reason: string | null;
  /** Rows with a score. */
  scoredRows: number;
  /** Rows in the model's lists without a score; they are placed last. */
  missingRows: number;
  /** Rows of a score file or run that the log lacks. */
  extraRows: number;
  /** Rows of a score file that repeat an earlier row, score included; they are taken once. */
  duplicateRows: number;
  /** Scores that were NaN or infinite; they count as missing. */
  nonFiniteRows: number;
  /** Log columns in input order; empty for files of scores. */
  features: string[];
  /** `tensor` or `tensor[column]` that was taken as the score; null for files of scores, and where scores are blended. */
  output: string | null;
  /** Of a model with objectives: each of them, in order. Else empty. */
  heads: ModelHead[];
}

/** What became of one objective of a model. Counts are those of `ModelRecord`. */
export interface ModelHead {
  /** From 1 in case order; its scores are in `scores_<n>_<k>`. */
  k: number;
  name: string;
  /** `tensor` or `tensor[column]`. */
  output: string;
  /** Equal keys mean equal scores. */
  key: string;
  scoredRows: number;
  missingRows: number;
  nonFiniteRows: number;
}

/** What scoring one model adds to its record. */
export type Scored = Pick<
  ModelRecord,
  'scoredRows' | 'missingRows' | 'extraRows' | 'duplicateRows' | 'nonFiniteRows' | 'features' | 'output' | 'heads'
>;

export const nothingScored: Scored = {
  scoredRows: 0,
  missingRows: 0,
  extraRows: 0,
  duplicateRows: 0,
  nonFiniteRows: 0,
  features: [],
  output: null,
  heads: [],
};
