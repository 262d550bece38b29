import type { CompareResult, MetricRow, PairRow } from '../../../shared/schemas/compare';

const wait = 'not asked for yet';
const base: Record<string, number> = {
  'ndcg@10': 0.4127,
  'map@10': 0.3316,
  mrr: 0.3874,
  'p@5': 0.1523,
  'recall@10': 0.6021,
  'dcg@10': 7.4183,
};
const shifts: Record<string, number> = { baseline: 0, candidate: -0.0123, 'popular-boost': 0.0007, '@logged': 0.0021 };

export const defaultMetrics = Object.keys(base);

function meanRow(metric: string, model: string, inference: boolean): MetricRow {
  const none = metric === 'recall@10' && model === 'popular-boost';
  const mean = none ? null : (base[metric] ?? 0.25) * (1 + (shifts[model] ?? 0) * 3);
  return {
    metric,
    label: 'order',
    model,
    mean,
    ...(none && { meanReason: 'recall needs judgments of items outside the list' }),
    ci: inference && mean !== null ? [mean - 0.0071, mean + 0.0071] : null,
    ...(!inference && { ciReason: wait }),
    bounds: null,
    boundsReason: 'every item of the lists is judged',
    judged: 0.93,
    requests: 9120,
    skippedRequests: 3283,
    missingRequests: model === 'popular-boost' ? 4 : 0,
    positiveRequests: 9120,
    matureShare: 0.62,
  };
}

function pairRow(metric: string, baseline: string, model: string, inference: boolean): PairRow {
  const [a, b] = [meanRow(metric, baseline, inference).mean, meanRow(metric, model, inference).mean];
  const delta = a === null || b === null ? null : b - a;
  const half = 0.0054 * Math.max(1, Math.abs(a ?? 0));
  const significant = delta !== null && Math.abs(delta) > half;
  const known = inference && delta !== null;
  return {
    metric,
    label: 'order',
    baseline,
    model,
    delta,
    ...(delta === null && { deltaReason: 'one of the two has no value' }),
    ci: known ? [delta - half, delta + half] : null,
    ...(!known && { ciReason: delta === null ? 'one of the two has no value' : wait }),
    ciMethod: known ? 'paired bootstrap over queries, 10,000 draws' : null,
    bounds: null,
    plausible: null,
    p: known
      ? { randomization: significant ? 0.00003 : 0.4127, t: significant ? 0.00004 : 0.4031 }
      : { randomization: null, t: null },
    pMethod: known ? 'sign flip' : null,
    pHolm: known ? (significant ? 0.00018 : 0.8254) : null,
    ...(!known && { pHolmReason: wait }),
    q: null,
    effectSize: known ? -0.081 : null,
    relative: delta === null || !a ? null : delta / a,
    wins: 1893,
    ties: 4917,
    losses: 2310,
    unit: 'request',
    units: 9120,
    by: 'query',
    mde80: known ? 0.0076 : null,
    margin: 0.002,
    verdict: !known ? 'inconclusive' : significant ? (delta > 0 ? 'better' : 'worse') : 'inconclusive',
    withheld: null,
    onlyBaseline: 0,
    onlyModel: 0,
  };
}

/** A comparison of any contestants on any metrics. */
export function cannedCompare(contestants: string[], metrics: string[], inference: boolean): CompareResult {
  const [baseline = 'baseline', ...others] = contestants;
  const definition = {
    gain: 'linear',
    ideal: 'judged items of the request',
    cutoff: 10,
    ties: 'higher item id first',
    emptyRequests: 'skipped',
  };
  return {
    version: 1,
    case: 'Home feed, week 42',
    inputs: [],
    rows: 186_045,
    requests: 12_403,
    sliceRows: 186_045,
    sliceRequests: 12_403,
    excludedRows: 1820,
    refusedRows: 7,
    slice: null,
    seed: 0,
    preset: 'default',
    contest: 'model',
    models: contestants.map((name, at) => ({
      name,
      kind: 'onnx',
      fidelity: {
        comparedRows: 186_045,
        parity: at === 0 ? 1 : null,
        link: at === 0 ? 'none' : null,
        sameOrder: at === 0 ? 1 : null,
        maxAbsDiff: at === 0 ? 2e-7 : null,
        verdict: at === 0 ? 'exact' : 'unchecked',
        cause: null,
      },
    })),
    metrics: metrics.flatMap((metric) => contestants.map((model) => meanRow(metric, model, inference))),
    pairs: metrics.flatMap((metric) => others.map((model) => pairRow(metric, baseline, model, inference))),
    decomposition: null,
    definitions: Object.fromEntries(metrics.map((metric) => [metric, { metric, ...definition }])),
    sentence: inference
      ? 'candidate is worse than baseline: ndcg@10 falls by 0.0152 [−0.0206, −0.0098] over 9,120 requests.'
      : 'candidate has a lower ndcg@10 than baseline: −0.0152 over 9,120 requests.',
    sentences: others.map(
      (model) => `${model} is worse than ${baseline}: ndcg@10 falls by 0.0152 over 9,120 requests.`,
    ),
    warnings: ['38% of the requests are younger than the 7 days in which orders may arrive.'],
  };
}
