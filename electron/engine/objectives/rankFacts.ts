import { relevanceLevel } from '../../../shared/metrics/gain';
import { type Contest, type ContestParams, contestVectors, settledContest } from '../compare/contest';
import type { ContestSource } from '../compare/contestSource';
import { weightsOf } from '../compare/contestUnits';
import { eachRankedPage } from '../compare/eachRankedPage';
import { rankOrder } from '../compare/listRanks';
import { sampledMean } from '../compare/otherMetrics';
import type { RequestSet } from '../compare/requestSet';
import { chosenRequests } from '../compare/requestSet';
import type { ReadControl } from './predictions';
import type { MetricValue } from './rowMetrics';

/** Positives below this rank count as buried. */
const buriedBelow = 20;

/**
 * Where an objective's own ranking puts what users wanted (definitions.md A11): the mean rank of the best positive item,
 * over requests that have one, and the share of positives that rank below 20. Requests count by their sampling weight.
 */
export async function rankFacts(
  source: ContestSource,
  set: RequestSet,
  { id, label }: { id: string; label: string },
  control: ReadControl,
): Promise<Record<'first_positive_rank' | 'buried_share', MetricValue>> {
  if (!source.hasRequests) return both('rows of this log carry no request id, so there are no lists');
  const params: ContestParams = { preset: null, models: [id], metrics: [`first_positive_rank:${label}`] };
  const contest = await settledContest(source, set, params, control);
  const [vectors] = await contestVectors(contest, control);
  const mean = sampledMean(vectors!.values[0]!, await weightsOf(source, set));
  if (mean === null) return both('no list has a positive');
  const share = await buriedShare(contest, label, control);
  return { first_positive_rank: { value: mean }, buried_share: share };
}

async function buriedShare(contest: Contest, label: string, control: ReadControl): Promise<MetricValue> {
  const { source, set, settings, contestants, metrics } = contest;
  const frame = await source.data.requestFrame();
  const chosen = chosenRequests(set.indexes, frame.requests);
  const weights = source.hasWeights ? await source.data.requestWeights() : null;
  const level = relevanceLevel(metrics[0]!.spec, settings);
  let [buried, positives] = [0, 0];
  const work = { label, frame, order: rankOrder(settings), lists: contestants };
  await eachRankedPage(source.data.db, work, control, ({ rows: { page, grades, pins } }, [ranks]) => {
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      if (chosen !== null && chosen[request] === 0) continue;
      const weight = weights?.[request] ?? 1;
      const to = frame.starts[request + 1]! - page.from;
      for (let row = frame.starts[request]! - page.from; row < to; row++) {
        if (!(grades[row]! >= level) || ranks![row] === 0 || pins?.[row]) continue;
        positives += weight;
        if (ranks![row]! > buriedBelow) buried += weight;
      }
    }
  });
  return positives > 0 ? { value: buried / positives } : { value: null, reason: 'no list has a positive' };
}

function both(reason: string): Record<'first_positive_rank' | 'buried_share', MetricValue> {
  return { first_positive_rank: { value: null, reason }, buried_share: { value: null, reason } };
}
