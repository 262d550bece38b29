import { auc } from '../../../shared/metrics/auc';
import { calibrationError, observedExpected } from '../../../shared/metrics/calibration';
import { logLoss, normalizedEntropy } from '../../../shared/metrics/logLoss';
import { noValue, type WholeValue, wholeOnly } from './wholeValue';

/** Scores and outcomes of every judged row of the set, request after request. */
export interface ScoredRows {
  scores: Float64Array;
  outcomes: Uint8Array;
  /** Where each request's rows begin; one more entry than requests. */
  starts: number[];
}

/** Metrics of single rows by name, for each list of rows. */
export interface PointwiseWork {
  names: readonly string[];
  rows: readonly ScoredRows[];
}

/** definitions.md A11: by list of rows, the value of each metric. Pure: it can run in a thread of its own. */
export function pointwiseValues({ names, rows }: PointwiseWork): WholeValue[][] {
  return rows.map((each) => names.map((name) => pointwiseValue(name, each)));
}

const probabilities: Readonly<Record<string, (p: Float64Array, y: Uint8Array) => number | null>> = {
  logloss: logLoss,
  ne: normalizedEntropy,
  oe: observedExpected,
  ece: calibrationError,
};

function pointwiseValue(name: string, rows: ScoredRows): WholeValue {
  const { scores, outcomes, starts } = rows;
  if (scores.length === 0) return noValue('no judged row has a score');
  const positives = outcomes.reduce((sum, y) => sum + y, 0);
  const constant = positives === 0 || positives === outcomes.length;
  const formula = probabilities[name];
  if (formula) {
    const [low, high] = rangeOf(scores);
    if (low < 0 || high > 1)
      return noValue(`its scores lie from ${end(low)} to ${end(high)}: they are no probabilities`);
    const value = formula(scores, outcomes);
    if (value !== null) return whole(value, starts.length - 1);
    return noValue(constant ? 'all outcomes are equal' : 'nothing was expected');
  }
  if (name === 'auc') {
    const value = auc(scores, outcomes);
    return value === null ? noValue('all outcomes are equal') : whole(value, starts.length - 1);
  }
  return groupedValue(name, rows);
}

/** AUC inside each request, weighted by its rows (`gauc`) or not. */
function groupedValue(name: string, { scores, outcomes, starts }: ScoredRows): WholeValue {
  let sum = 0;
  let weights = 0;
  let used = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    const [from, to] = [starts[i]!, starts[i + 1]!];
    const value = to - from < 2 ? null : auc(scores.subarray(from, to), outcomes.subarray(from, to));
    if (value === null) continue;
    const weight = name === 'gauc' ? to - from : 1;
    sum += weight * value;
    weights += weight;
    used += 1;
  }
  return used === 0 ? noValue('no request has both outcomes') : whole(sum / weights, used);
}

function whole(value: number, requests: number): WholeValue {
  return { value, reason: null, ci: null, ciReason: wholeOnly, requests };
}

function end(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return String(Number(value.toPrecision(6)));
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
