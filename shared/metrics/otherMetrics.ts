import type { MetricDefinition } from './metricDefinition';
import { etaParameter, relParameter, tauParameter } from './metricParameters';

const base = { higherIsBetter: true, parameters: [], withoutPositive: 'value' } as const;
const setMetric = { ...base, range: [0, 1], cutoff: 'optional', aggregation: 'set' } as const;
const pointwise = { ...base, cutoff: 'none', needs: ['probabilities'], aggregation: 'pointwise' } as const;

/** Coverage, diversity, novelty and exposure (definitions A6), and metrics of probabilities (A11). */
export const setAndPointwiseMetrics: readonly MetricDefinition[] = [
  {
    ...setMetric,
    name: 'coverage',
    title: 'Catalog coverage',
    description: 'Share of the eligible catalog that some top K holds.',
    definition:
      '|eligible items in some top-K list| / |eligible catalog|. Items outside the catalog are left out and counted.',
    needs: ['items', 'catalog'],
  },
  {
    ...setMetric,
    name: 'ild',
    title: 'Intra-list diversity',
    description: 'How different the items of a list are from each other.',
    definition:
      'Mean over unordered pairs of 1 - cosine. Items without a vector are left out and counted; fewer than 2 items or a zero vector: null.',
    range: [0, 2],
    needs: ['items', 'vectors'],
    aggregation: 'request',
  },
  {
    ...setMetric,
    name: 'novelty',
    title: 'Novelty',
    description: 'How unpopular the shown items are, in bits.',
    definition:
      'Mean of -log2 p(i), p(i) = events of the item / all events. Items without events are left out and counted.',
    range: [0, null],
    needs: ['items', 'popularity'],
    aggregation: 'request',
  },
  {
    ...setMetric,
    name: 'gini_exposure',
    title: 'Gini of exposure (counts)',
    description: 'Concentration of exposure over the catalog: 0 equal, near 1 on few items.',
    definition: 'Σ_j (2j-n-1)·x_(j) / (n·Σx) over all n catalog items, zeros included; x = appearances in top-K lists.',
    higherIsBetter: false,
    needs: ['items', 'catalog'],
  },
  {
    ...setMetric,
    name: 'gini_exposure_w',
    title: 'Gini of exposure (by rank)',
    description: 'Concentration of exposure over the catalog, an appearance weighted by its rank.',
    definition: 'As gini_exposure with x = Σ 1/log2(k+1).',
    higherIsBetter: false,
    needs: ['items', 'catalog'],
  },
  {
    ...pointwise,
    name: 'auc',
    title: 'AUC',
    description: 'Probability that a positive row scores above a negative one, all rows pooled.',
    definition: 'P(score of a positive > score of a negative) + half of the ties. Null without both classes.',
    range: [0, 1],
  },
  {
    ...pointwise,
    name: 'gauc',
    title: 'Grouped AUC',
    description: 'AUC inside each request, weighted by its rows.',
    definition: 'Σ rows·AUC / Σ rows over the groups with both classes.',
    range: [0, 1],
  },
  {
    ...pointwise,
    name: 'gauc_q',
    title: 'Grouped AUC (unweighted)',
    description: 'AUC inside each request, plain mean.',
    definition: 'Mean of AUC over the groups with both classes.',
    range: [0, 1],
  },
  {
    ...pointwise,
    name: 'logloss',
    title: 'Log loss',
    description: 'Cross entropy of the predicted probabilities, in nats.',
    definition: '-mean(y ln p + (1-y) ln(1-p)), p clipped to [1e-7, 1-1e-7].',
    range: [0, null],
    higherIsBetter: false,
  },
  {
    ...pointwise,
    name: 'ne',
    title: 'Normalized entropy',
    description: 'Log loss over that of always predicting the base rate.',
    definition: 'logloss / entropy of the base rate. Null when all outcomes are equal.',
    range: [0, null],
    higherIsBetter: false,
  },
  {
    ...pointwise,
    name: 'oe',
    title: 'Observed / expected',
    description: 'Calibration in the large: 1 is right, below 1 predicts too much.',
    definition: 'Σy / Σp.',
    range: [0, null],
    higherIsBetter: null,
  },
  {
    ...pointwise,
    name: 'ece',
    title: 'Calibration error',
    description: 'Mean gap between predicted and observed rate over 20 bins of equal count.',
    definition: 'Σ_b n_b/n·|mean y - mean p| over 20 equal-count bins of p; equal p share their mean outcome.',
    range: [0, 1],
    higherIsBetter: false,
  },
];

const perUnit = {
  ...base,
  range: [0, null],
  cutoff: 'none',
  aggregation: 'unit',
  needs: ['outcomes', 'users'],
} as const;

/** Experiment guardrails: ratios of sums over users (definitions G1). */
export const outcomeMetrics: readonly MetricDefinition[] = [
  { ...perUnit, ...say('orders_per_user', 'Orders per user', 'Orders / users of the arm or period.') },
  { ...perUnit, ...say('gmv_per_user', 'Order value per user', 'Order value / users of the arm or period.') },
  { ...perUnit, ...say('clicks_per_user', 'Clicks per user', 'Clicks / users of the arm or period.') },
  {
    ...perUnit,
    ...say('requests_with_order', 'Requests with an order', 'Requests with at least one order / requests.'),
    range: [0, 1],
  },
  {
    ...perUnit,
    ...say('abandonment', 'Abandonment', 'Requests without a click / requests (search).'),
    range: [0, 1],
    higherIsBetter: false,
  },
  {
    ...perUnit,
    ...say('reformulation', 'Reformulation', 'Requests followed by a new query within 60 s / requests (search).'),
    range: [0, 1],
    higherIsBetter: false,
    needs: ['outcomes', 'users', 'time'],
  },
  {
    ...perUnit,
    ...say('pogo', 'Pogo sticking', 'Requests with a click back within 10 s / requests (search).'),
    range: [0, 1],
    higherIsBetter: false,
    needs: ['outcomes', 'users', 'time'],
  },
  { ...perUnit, ...say('ctr', 'Click rate', 'Clicks / item impressions.'), range: [0, null] },
  { ...perUnit, ...say('cvr_click', 'Conversion per click', 'Orders / clicks; its denominator is treated too.') },
  { ...perUnit, ...say('cvr_imp', 'Conversion per impression', 'Orders / item impressions.') },
  { ...perUnit, ...say('gmv_imp', 'Order value per impression', 'Order value / item impressions.') },
];

const weighted = {
  ...base,
  parameters: [etaParameter, relParameter, tauParameter],
  range: [0, null],
  aggregation: 'counterfactual',
  needs: ['outcomes', 'examination'],
} as const;

/** Click metrics weighted by the inverse examination probability (definitions B3). */
export const counterfactualMetrics: readonly MetricDefinition[] = [
  {
    ...weighted,
    ...say('ips_dcg', 'IPS DCG', 'Σ over clicked items in the top K of w/log2(k+1), w = 1/max(θ, τ).'),
    cutoff: 'optional',
  },
  {
    ...weighted,
    ...say('sn_ips_dcg', 'Self-normalized IPS DCG', 'Σ ips_dcg / Σ w over all requests.'),
    range: [0, 1],
    cutoff: 'optional',
  },
  {
    ...weighted,
    ...say('ips_ndcg', 'IPS NDCG', 'ips_dcg over that of the clicked items sorted by w: biased, for comparison only.'),
    range: [0, 1],
    cutoff: 'optional',
    withoutPositive: 'null',
  },
  {
    ...weighted,
    ...say('ips_arp', 'IPS rank sum', 'Σ over clicked items of w·rank.'),
    higherIsBetter: false,
    cutoff: 'none',
  },
  {
    ...weighted,
    ...say('ips_clicks', 'Expected clicks', 'Σ over clicked items of θ at the new rank / θ at the logged position.'),
    cutoff: 'none',
  },
];

/** Metrics whose one line is also their definition. */
function say(name: string, title: string, definition: string) {
  return { name, title, description: definition, definition };
}
