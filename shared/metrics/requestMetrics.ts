import { averagePrecisionHits, averagePrecisionMin, averagePrecisionR } from './averagePrecision';
import { dcg } from './dcg';
import { err } from './err';
import { firstPositiveRank } from './firstPositiveRank';
import { hit } from './hit';
import { judgedShare } from './judgedShare';
import type { MetricDefinition } from './metricDefinition';
import {
  errMaxParameter,
  gainRelParameter,
  persistenceParameter,
  rbpMaxParameter,
  relParameter,
} from './metricParameters';
import { ndcg, ndcgExp2 } from './ndcg';
import { precision } from './precision';
import { rbp, rbpResidual } from './rbp';
import { recall, recallCapped } from './recall';
import { reciprocalRank } from './reciprocalRank';
import type { RequestMetric } from './requestMetric';

/** A metric that one ranked list decides, with the function that computes it. */
export interface RequestMetricDefinition extends MetricDefinition {
  evaluate: RequestMetric;
}

const judgmentMetric = {
  range: [0, 1],
  higherIsBetter: true,
  cutoff: 'optional',
  parameters: [relParameter],
  needs: ['judgments'],
  aggregation: 'request',
  withoutPositive: 'setting',
} as const;

/** The metrics of one request (definitions A1 to A5 and A11's first positive). */
export const requestMetrics: readonly RequestMetricDefinition[] = [
  {
    ...judgmentMetric,
    name: 'ndcg',
    title: 'NDCG',
    description: 'Gain of the list, discounted by rank, over the gain of the best possible list.',
    definition:
      'DCG@K / IDCG@K, DCG@K = Σ g(y_k)/log2(k+1). The ideal sorts all judged items of the request. Unjudged items gain 0 and keep their rank.',
    parameters: [gainRelParameter],
    evaluate: ndcg,
  },
  {
    ...judgmentMetric,
    name: 'ndcg_exp2',
    title: 'NDCG (2^y - 1)',
    description: 'NDCG with gain 2^y - 1, as LambdaMART training logs print it.',
    definition: 'NDCG with gain 2^y - 1 whatever the case says about gain.',
    parameters: [gainRelParameter],
    evaluate: ndcgExp2,
  },
  {
    ...judgmentMetric,
    name: 'dcg',
    title: 'DCG',
    description: 'Gain of the list, discounted by rank, not normalized.',
    definition: 'Σ_{k<=K} g(y_k)/log2(k+1), base 2.',
    range: [0, null],
    parameters: [gainRelParameter],
    withoutPositive: 'value',
    evaluate: dcg,
  },
  {
    ...judgmentMetric,
    name: 'map_R',
    title: 'MAP (divisor R)',
    description: 'Mean average precision, divided by all relevant items (trec_eval, ranx).',
    definition: 'Σ_{k<=K} rel_k·P@k / R, mean over requests. Cannot reach 1 when R > K.',
    perRequest: 'ap_R',
    evaluate: averagePrecisionR,
  },
  {
    ...judgmentMetric,
    name: 'map_min',
    title: 'MAP (divisor min(K, R))',
    description: 'Mean average precision, divided by what fits into the top K (LightGBM, XGBoost, RecBole).',
    definition: 'Σ_{k<=K} rel_k·P@k / min(K, R), mean over requests.',
    perRequest: 'ap_min',
    evaluate: averagePrecisionMin,
  },
  {
    ...judgmentMetric,
    name: 'map_hits',
    title: 'MAP (divisor hits)',
    description: 'Only to recognize imported numbers: divided by the hits in the top K.',
    definition: 'Σ_{k<=K} rel_k·P@k / hits@K, 0 without a hit. Null under averaged ties.',
    perRequest: 'ap_hits',
    evaluate: averagePrecisionHits,
  },
  {
    ...judgmentMetric,
    name: 'p',
    title: 'Precision',
    description: 'Share of the top K that is relevant.',
    definition: 'hits@K / K; K stays the divisor when the list is shorter. Without a cutoff: hits / list length.',
    withoutPositive: 'value',
    evaluate: precision,
  },
  {
    ...judgmentMetric,
    name: 'recall',
    title: 'Recall',
    description: 'Share of the relevant items that the top K holds.',
    definition: 'hits@K / R, R = relevant judged items of the request, retrieved or not.',
    evaluate: recall,
  },
  {
    ...judgmentMetric,
    name: 'recall_capped',
    title: 'Capped recall',
    description: 'Recall with a divisor that K can reach.',
    definition: 'hits@K / min(K, R).',
    evaluate: recallCapped,
  },
  {
    ...judgmentMetric,
    name: 'hit',
    title: 'Hit rate',
    description: 'Share of requests with a relevant item in the top K (Success).',
    definition: '1 if hits@K > 0, else 0.',
    evaluate: hit,
  },
  {
    ...judgmentMetric,
    name: 'mrr',
    title: 'MRR',
    description: 'Mean of one over the rank of the first relevant item.',
    definition: '1 / rank of the first relevant item, 0 if the top K holds none; mean over requests.',
    perRequest: 'rr',
    evaluate: reciprocalRank,
  },
  {
    ...judgmentMetric,
    name: 'err',
    title: 'ERR',
    description: 'Expected reciprocal rank at which a user who reads down is satisfied.',
    definition:
      'Σ (1/k)·R_k·Π_{j<k}(1-R_j), R = (2^y - 1)/2^max, max the top of the label scale. Not normalized. Null when a grade exceeds max.',
    parameters: [errMaxParameter],
    withoutPositive: 'value',
    evaluate: err,
  },
  {
    ...judgmentMetric,
    name: 'rbp',
    title: 'RBP',
    description: 'Rank-biased precision: a reader who goes on with probability p.',
    definition: '(1-p)·Σ_k g_k·p^(k-1); g is 0 or 1, or grade/max when max is stated.',
    parameters: [rbpMaxParameter, persistenceParameter, relParameter],
    withoutPositive: 'value',
    evaluate: rbp,
  },
  {
    ...judgmentMetric,
    name: 'rbp_residual',
    title: 'RBP residual',
    description: 'What unjudged items and the ranks after the list could add to RBP.',
    definition: '(1-p)·Σ_{unjudged k<=n} p^(k-1) + p^n.',
    higherIsBetter: false,
    parameters: [persistenceParameter],
    withoutPositive: 'value',
    evaluate: rbpResidual,
  },
  {
    ...judgmentMetric,
    name: 'judged',
    title: 'Judged',
    description: 'Share of the top K that has a judgment; read it beside every NDCG.',
    definition: 'judged items in the top K / K.',
    higherIsBetter: null,
    parameters: [],
    withoutPositive: 'value',
    evaluate: judgedShare,
  },
  {
    ...judgmentMetric,
    name: 'first_positive_rank',
    title: 'Rank of the first positive',
    description: 'Mean rank of the best placed positive item.',
    definition: 'Rank of the best placed relevant item; requests whose list holds none are null.',
    range: [1, null],
    higherIsBetter: false,
    cutoff: 'none',
    withoutPositive: 'null',
    evaluate: firstPositiveRank,
  },
];
