import { auc } from '../../../shared/metrics/auc';
import { calibrationError, observedExpected } from '../../../shared/metrics/calibration';
import { logLoss, normalizedEntropy } from '../../../shared/metrics/logLoss';
import type { ObjectiveWork } from './objectiveNumbers';
import type { Predictions } from './predictions';

export interface MetricValue {
  value: number | null;
  reason?: string;
}

export type RowMetric = 'auc' | 'gauc' | 'gauc_q' | 'logloss' | 'ne' | 'oe' | 'ece';

/** Why numbers of probabilities have no value for these predictions, or null. */
export function notProbabilities({ scores }: Pick<Predictions, 'scores'>): string | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  if (scores.length === 0 || (low >= 0 && high <= 1)) return null;
  return `its predictions lie from ${Number(low.toPrecision(6))} to ${Number(high.toPrecision(6))}: they are no probabilities`;
}

/**
 * Metrics of single rows (definitions.md A11), each row with its sampling weight; `requestWeights` are those of all
 * requests of the session, for the mean over requests.
 */
export function rowMetrics(
  read: ObjectiveWork['read'],
  requestWeights: Float64Array | null,
): Record<RowMetric, MetricValue> {
  const { scores, outcomes } = read;
  const weights = read.weights ?? undefined;
  const improbable = notProbabilities(read);
  const positives = outcomes.reduce((sum, y) => sum + y, 0);
  const oneClass = positives === 0 || positives === outcomes.length;
  const empty = scores.length === 0 ? 'no row has a prediction and a label' : null;
  const constant = empty ?? (oneClass ? 'all outcomes are equal' : null);
  const probability = (value: () => number | null, reason: string | null) =>
    settled(value, empty ?? improbable ?? reason, 'nothing was expected');
  return {
    auc: settled(() => auc(scores, outcomes, weights), constant, 'all outcomes are equal'),
    ...groupedAucs(read, requestWeights, constant),
    logloss: probability(() => logLoss(scores, outcomes, weights), null),
    ne: probability(() => normalizedEntropy(scores, outcomes, weights), constant),
    oe: probability(() => observedExpected(scores, outcomes, weights), null),
    ece: probability(
      () => calibrationError(scores, outcomes),
      weights === undefined ? null : 'bins of equal count have no weighted form',
    ),
  };
}

function settled(value: () => number | null, refused: string | null, otherwise: string): MetricValue {
  if (refused !== null) return { value: null, reason: refused };
  const found = value();
  return found === null ? { value: null, reason: otherwise } : { value: found };
}

/** AUC inside each request: weighted by its rows (`gauc`), and the mean over requests (`gauc_q`). */
function groupedAucs(
  { scores, outcomes, weights, starts, requests }: ObjectiveWork['read'],
  requestWeights: Float64Array | null,
  refused: string | null,
): Record<'gauc' | 'gauc_q', MetricValue> {
  let [byRows, rows, byRequests, total] = [0, 0, 0, 0];
  for (let i = 0; i < requests.length && refused === null; i++) {
    const [from, to] = [starts[i]!, starts[i + 1]!];
    const own = weights?.subarray(from, to);
    const value = to - from < 2 ? null : auc(scores.subarray(from, to), outcomes.subarray(from, to), own);
    if (value === null) continue;
    const inRows = own?.reduce((sum, each) => sum + each, 0) ?? to - from;
    const inRequests = requestWeights?.[requests[i]!] ?? 1;
    byRows += inRows * value;
    rows += inRows;
    byRequests += inRequests * value;
    total += inRequests;
  }
  const none = refused ?? (rows > 0 ? null : 'no request has both outcomes');
  if (none !== null) return { gauc: { value: null, reason: none }, gauc_q: { value: null, reason: none } };
  return { gauc: { value: byRows / rows }, gauc_q: { value: byRequests / total } };
}
