/** Metrics to choose from; any other id can be typed (`case-format.md`, "Metric ids"). */
export const offeredMetrics = [
  'ndcg@5',
  'ndcg@10',
  'ndcg@20',
  'ndcg_exp2@10',
  'dcg@10',
  'map@10',
  'map_R',
  'mrr',
  'mrr@10',
  'p@5',
  'p@10',
  'recall@10',
  'recall@50',
  'hit@1',
  'hit@10',
  'err@10',
  'rbp(p=0.8)',
  'judged@10',
  'ild@10',
  'novelty@10',
  'coverage@10',
  'gini_exposure@10',
  'gini_exposure_w@10',
];

/** Whose definitions the metrics follow. */
export const offeredPresets = [
  { value: 'case', label: "the case's" },
  { value: 'default', label: 'default' },
  { value: 'trec_eval', label: 'trec_eval' },
  { value: 'ranx', label: 'ranx' },
  { value: 'lightgbm', label: 'LightGBM' },
  { value: 'xgboost', label: 'XGBoost' },
];
