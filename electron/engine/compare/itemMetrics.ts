import { gini } from '../../../shared/metrics/gini';
import { itemCount } from '../sql/compare/itemRows';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { eachRankedPage } from './eachRankedPage';
import { rankOrder } from './listRanks';
import { discountTable } from './rankedView';
import { noValue, type OtherValues, type WholeValue, wholeOnly } from './wholeValue';

/** Coverage and exposure over the catalog; diversity and novelty say what they lack. */
export async function itemMetrics(
  contest: Contest,
  metrics: readonly ContestMetric[],
  options: EvaluateOptions,
): Promise<Map<string, OtherValues>> {
  const found = new Map<string, OtherValues>();
  const open = metrics.filter(({ id, spec }) => {
    const refused = itemRefusal(contest, spec.name);
    if (refused !== null) found.set(id, { values: null, whole: contest.contestants.map(() => noValue(refused)) });
    return refused === null;
  });
  if (open.length === 0) return found;
  const exposures = await exposureOf(contest, open, options);
  open.forEach(({ id, spec }, m) => {
    found.set(id, { values: null, whole: exposures[m]!.map((exposure) => catalogValue(spec.name, exposure)) });
  });
  return found;
}

/** Why a metric of items has no value here, or null. */
function itemRefusal({ source }: Contest, name: string): string | null {
  if (name === 'ild') return 'it needs item vectors: the session holds no embedding of items yet';
  if (name === 'novelty') return 'it needs the events of each item in training, which the case does not give';
  if (source.candidates !== 'all' && !source.union) {
    return 'the log does not hold every candidate, so the eligible catalog is not known';
  }
  return null;
}

interface Exposure {
  /** Exposure by item of the catalog. */
  byItem: Float64Array;
  lists: number;
}

/** Per metric and contestant: how much of the top K each item of the log got, over the requests of the set. */
async function exposureOf(
  { source, set, settings, contestants }: Contest,
  metrics: readonly ContestMetric[],
  options: EvaluateOptions,
): Promise<(Exposure | null)[][]> {
  const { db } = source.data;
  const { keys, catalog } = (await db.readOne(itemCount(), options))!;
  const frame = await source.data.requestFrame();
  const chosen = chosenRequests(set.indexes, frame.requests);
  const counts = metrics.map(() => contestants.map(() => new Float64Array(Number(keys))));
  const lists = contestants.map(() => 0);
  const work = { label: metrics[0]!.label.name, frame, order: rankOrder(settings), lists: contestants };
  await eachRankedPage(db, work, options, ({ rows }, ranks) => {
    const { page, itemKeys, pins } = rows;
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      if (chosen !== null && chosen[request] === 0) continue;
      const to = frame.starts[request + 1]! - page.from;
      for (let c = 0; c < contestants.length; c++) {
        lists[c]! += 1;
        for (let row = frame.starts[request]! - page.from; row < to; row++) {
          const rank = ranks[c]![row]!;
          if (rank > 0 && !pins?.[row]) expose(metrics, counts, c, itemKeys[row]!, rank);
        }
      }
    }
  });
  return counts.map((byContestant) =>
    byContestant.map((byItem, c) =>
      contestants[c]!.list === 'random' ? null : { byItem: catalogOf(byItem, Number(catalog)), lists: lists[c]! },
    ),
  );
}

function expose(
  metrics: readonly ContestMetric[],
  counts: Float64Array[][],
  c: number,
  item: number,
  rank: number,
): void {
  for (let m = 0; m < metrics.length; m++) {
    const { spec } = metrics[m]!;
    if (rank > (spec.cutoff ?? Number.POSITIVE_INFINITY)) continue;
    counts[m]![c]![item]! += spec.name === 'gini_exposure_w' ? discountTable(rank)[rank]! : 1;
  }
}

/** Keys also number judged items outside the log; these were never candidates. */
function catalogOf(byItem: Float64Array, catalog: number): Float64Array {
  const shown = byItem.filter((value) => value > 0);
  const exposure = new Float64Array(catalog);
  exposure.set(shown);
  return exposure;
}

function catalogValue(name: string, exposure: Exposure | null): WholeValue {
  if (exposure === null) return noValue('random lists put every item everywhere');
  const { byItem, lists } = exposure;
  const shown = byItem.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  const value = name === 'coverage' ? (byItem.length > 0 ? shown / byItem.length : null) : gini(byItem);
  if (value === null) return noValue('no list holds an item');
  return { value, reason: null, ci: null, ciReason: wholeOnly, requests: lists };
}

/** A byte for every request, 1 for those of the set; null when the set is everything. */
export function chosenRequests(indexes: Uint32Array | null, requests: number): Uint8Array | null {
  if (indexes === null) return null;
  const chosen = new Uint8Array(requests);
  for (const request of indexes) chosen[request] = 1;
  return chosen;
}
