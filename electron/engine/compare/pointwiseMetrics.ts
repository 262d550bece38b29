import { relevanceLevel } from '../../../shared/metrics/gain';
import type { Contest } from './contest';
import type { Contestant } from './contestants';
import type { EvaluateOptions, LabelSource } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { eachPage } from './eachPage';
import { rankOrder } from './listRanks';
import type { ScoredRows } from './pointwiseValues';
import { chosenRequests } from './requestSet';
import { fewRows, runStats } from './statsWorker';
import { noValue, type OtherValues, scoredContestant } from './wholeValue';

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
    const names = own.map(({ spec }) => spec.name);
    const values = await valuesOf(names, [...rows.values()], options.signal);
    const lists = [...rows.keys()];
    own.forEach(({ id }, m) => {
      const whole = contest.contestants.map((contestant) =>
        rows.has(contestant) ? values[lists.indexOf(contestant)]![m]! : noValue(`${contestant.name} has no scores`),
      );
      found.set(id, { values: null, whole });
    });
  }
  return found;
}

function valuesOf(names: readonly string[], rows: ScoredRows[], signal?: AbortSignal) {
  const small = rows.reduce((sum, { scores }) => sum + scores.length, 0) <= fewRows;
  const transfer = rows.flatMap(({ scores, outcomes }) => [scores.buffer, outcomes.buffer]);
  return runStats('pointwise', { names, rows }, { small, transfer, signal });
}

/** The rows of each contestant that has scores. */
async function scoredRows(
  { source, set, settings, contestants }: Contest,
  label: LabelSource,
  level: number,
  options: EvaluateOptions,
): Promise<Map<Contestant, ScoredRows>> {
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
  return new Map(
    rows.map(({ scores, outcomes, starts, length }, at) => [
      scored[at]!,
      { scores: scores.subarray(0, length), outcomes: outcomes.subarray(0, length), starts: [...starts, length] },
    ]),
  );
}
