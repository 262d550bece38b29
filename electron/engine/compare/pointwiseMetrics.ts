import { auc } from '../../../shared/metrics/auc';
import { calibrationError, observedExpected } from '../../../shared/metrics/calibration';
import { relevanceLevel } from '../../../shared/metrics/gain';
import { logLoss, normalizedEntropy } from '../../../shared/metrics/logLoss';
import type { Contest } from './contest';
import type { EvaluateOptions, LabelSource } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { eachPage } from './eachPage';
import { rankOrder } from './listRanks';
import { chosenRequests } from './requestSet';
import { noValue, type OtherValues, scoredContestant, type WholeValue, wholeOnly } from './wholeValue';

/** Scores and outcomes of every judged row of the set, request after request. */
interface ScoredRows {
  scores: Float64Array;
  outcomes: Uint8Array;
  /** Where each request's rows begin; one more entry than requests. */
  starts: number[];
}

/** definitions.md A11 on the scores of models; a contestant without scores has no value. */
export async function pointwiseMetrics(
  contest: Contest,
  metrics: readonly ContestMetric[],
  options: EvaluateOptions,
): Promise<Map<string, OtherValues>> {
  const found = new Map<string, OtherValues>();
  if (contest.source.hasWeights) {
    const refused = noValue('the log has sampling weights, and this number of single rows has no weighted form');
    for (const { id } of metrics) found.set(id, { values: null, whole: contest.contestants.map(() => refused) });
    return found;
  }
  for (const label of new Set(metrics.map((metric) => metric.label))) {
    const own = metrics.filter((metric) => metric.label === label);
    const level = relevanceLevel(own[0]!.spec, contest.settings);
    const rows = await scoredRows(contest, label, level, options);
    for (const { id, spec } of own) {
      const whole = rows.map((each, c) =>
        each === null ? noValue(`${contest.contestants[c]!.name} has no scores`) : pointwiseValue(spec.name, each),
      );
      found.set(id, { values: null, whole });
    }
  }
  return found;
}

async function scoredRows(
  { source, set, settings, contestants }: Contest,
  label: LabelSource,
  level: number,
  options: EvaluateOptions,
): Promise<(ScoredRows | null)[]> {
  const frame = await source.data.requestFrame();
  const chosen = chosenRequests(set.indexes, frame.requests);
  const scored = contestants.filter(scoredContestant);
  const rows = scored.map(() => ({
    scores: new Float64Array(frame.rows),
    outcomes: new Uint8Array(frame.rows),
    starts: [] as number[],
    length: 0,
  }));
  const work = { label: label.name, frame, order: rankOrder(settings), lists: scored };
  await eachPage(source.data.db, work, options, ({ rows: { page, grades, pins }, lists }) => {
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      if (chosen !== null && chosen[request] === 0) continue;
      const to = frame.starts[request + 1]! - page.from;
      lists.forEach((list, c) => {
        const into = rows[c]!;
        into.starts.push(into.length);
        if (list.list !== 'scores') return;
        for (let row = frame.starts[request]! - page.from; row < to; row++) {
          if (Number.isNaN(grades[row]!) || Number.isNaN(list.scores[row]!) || pins?.[row]) continue;
          into.scores[into.length] = list.scores[row]!;
          into.outcomes[into.length] = grades[row]! >= level ? 1 : 0;
          into.length += 1;
        }
      });
    }
  });
  return contestants.map((contestant) => {
    const at = scored.indexOf(contestant);
    if (at < 0) return null;
    const { scores, outcomes, starts, length } = rows[at]!;
    return { scores: scores.subarray(0, length), outcomes: outcomes.subarray(0, length), starts: [...starts, length] };
  });
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
