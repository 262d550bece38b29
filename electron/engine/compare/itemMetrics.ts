import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { eachRankedPage } from './eachRankedPage';
import { Exposures } from './exposures';
import { itemRefusal } from './itemRefusal';
import { ListItemValues } from './listItemValues';
import { rankOrder } from './listRanks';
import { noValue, type OtherValues } from './wholeValue';

/** Coverage and exposure over the catalog; diversity and novelty list by list. All of organic items only. */
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
  const byList = open.filter(({ definition }) => definition.aggregation === 'request');
  const lists = await ListItemValues.of(contest, byList);
  const overAll = open.filter(({ definition }) => definition.aggregation !== 'request');
  const exposures = overAll.length > 0 ? await Exposures.of(contest, overAll) : null;
  if (exposures || !lists.complete) await readLists(contest, { lists, exposures }, options);
  for (const [id, values] of [...lists.results(), ...(exposures?.results() ?? [])]) found.set(id, values);
  return found;
}

async function readLists(
  { source, settings, contestants, metrics }: Contest,
  { lists, exposures }: { lists: ListItemValues; exposures: Exposures | null },
  options: EvaluateOptions,
): Promise<void> {
  const frame = await source.data.requestFrame();
  const work = { label: metrics[0]!.label.name, frame, order: rankOrder(settings), lists: contestants };
  await eachRankedPage(source.data.db, work, options, ({ rows }, ranks) => {
    const { page } = rows;
    for (let request = page.firstRequest; request < page.endRequest; request++) {
      const span = { from: frame.starts[request]! - page.from, to: frame.starts[request + 1]! - page.from };
      for (let c = 0; c < contestants.length; c++) {
        lists.add(request, c, rows, ranks[c]!, span);
        exposures?.add(request, c, rows, ranks[c]!, span);
      }
    }
  });
  lists.keep();
}
