import { type RandomSource, seededRandom } from '../../../shared/stats/random';
import { chance, sample } from '../draw';
import { drawOutcome, examination, type Outcome, type Truth, truthOf } from './behavior';
import { type Catalog, categoryNames, makeCatalog } from './catalog';
import { at } from './features';
import { ItemDays, windowDays } from './itemDays';
import { makePeople, type People } from './people';
import { drawPurchases } from './purchases';
import type { Ranker } from './rankers';
import { drawContext, type RequestContext, timesOfDay } from './requestContext';
import { type Encoders, makeEncoders } from './retrieval';
import { type ServedRow, serve } from './serve';
import type { Settings } from './settings';

/** A row of the log with what happened to it and what nobody but the tests may know. */
export interface LoggedRow extends ServedRow {
  outcome: Outcome | null;
  truth: Truth;
  /** What the logger wrote as `x_session_views`; serving read the one in `features`. */
  sessionViews: number;
}

export interface LoggedRequest {
  context: RequestContext;
  /** What the query encoder wrote. */
  query: Float64Array;
  rows: LoggedRow[];
  /** Places in `rows` that the logger wrote twice. */
  repeated: number[];
  /** Items that the user bought in the next seven days, wherever they were found. */
  purchases: number[];
}

/** Everything that stands still while days pass, and the counts that do not. */
export interface World {
  settings: Settings;
  catalog: Catalog;
  people: People;
  encoders: Encoders;
  itemDays: ItemDays;
  /** The click rates that the feature store of nl keeps; set on the day on which its load stops. */
  frozenRate: Float64Array | null;
}

/** What a caller gets: midnights (features of the day are ready) and requests in order of time. */
export type SimulationEvent = { kind: 'day'; day: number } | { kind: 'request'; request: LoggedRequest };

export function makeWorld(settings: Settings): World {
  const source = (salt: number) => seededRandom(settings.seed * 7919 + salt);
  const catalog = makeCatalog(source(1), settings.items, settings.days);
  return {
    settings,
    catalog,
    people: makePeople(source(2), settings.users, catalog.categories),
    encoders: makeEncoders(source(3), catalog),
    itemDays: new ItemDays(source(4), catalog.items, settings.dailyTraffic),
    frozenRate: null,
  };
}

/** Days from `-windowDays` (platform counts only) to the last day of the log. The same settings give the same events. */
export function* simulate(world: World, rankers: Map<string, Ranker>): Generator<SimulationEvent> {
  const { settings, people } = world;
  const random = seededRandom(settings.seed * 7919 + 5);
  const perDay = Math.round((settings.users * settings.requestsPerUser) / settings.days);
  let number = 0;
  for (let day = -windowDays; day < settings.days; day++) {
    const yesterday = world.itemDays.dayRate.slice();
    world.itemDays.begin(day);
    if (day === settings.faults.frozenFrom) world.frozenRate = freeze(random, world, yesterday);
    yield { kind: 'day', day };
    if (day < 0) continue;
    const clicked: number[] = [];
    for (const time of timesOfDay(random, day, perDay)) {
      const context = drawContext(random, settings, world.catalog, people, time, ++number);
      const request = simulateRequest(random, context, world, rankers);
      for (const { outcome, item } of request.rows)
        if (outcome?.click) clicked.push(context.user * categoryNames.length + item.category);
      yield { kind: 'request', request };
    }
    for (const place of clicked) people.clicks[place]!++;
  }
}

/** Yesterday's values for the share `strength` of the items; NaN for the others, which are still loaded. */
function freeze(random: RandomSource, { settings }: World, yesterday: Float64Array): Float64Array {
  return yesterday.map((value) => (chance(random, settings.strength) ? value : Number.NaN));
}

function simulateRequest(
  random: RandomSource,
  context: RequestContext,
  world: World,
  rankers: Map<string, Ranker>,
): LoggedRequest {
  const { settings, catalog, people, encoders, itemDays, frozenRate } = world;
  const ranker = rankers.get(context.versions.model);
  if (!ranker) throw new Error(`There is no file of model ${context.versions.model}; give --models DIR.`);
  const query = encoders.encodeQuery(random, context.versions.queryModel, context.intent);
  const vectors = encoders.items[context.versions.index]!;
  const sources = { people, itemDays, frozenRate };
  const served = serve(random, context, { settings, items: catalog.items, vectors, query, ranker, sources });
  const rows = served.map((row) => happen(random, context, row, world));
  const twice = rows.map((_, index) => index).filter(() => chance(random, settings.faults.duplicates));
  const purchases = settings.purchases ? drawPurchases(random, context, world) : [];
  return { context, query, rows, repeated: sample(random, twice, twice.length), purchases };
}

function happen(random: RandomSource, context: RequestContext, row: ServedRow, world: World): LoggedRow {
  const truth = truthOf(random, context, row.item, world.people, world.itemDays);
  const outcome =
    row.position === null
      ? null
      : drawOutcome(random, examination(context.surface, context.device, row.position), truth);
  const { leak } = world.settings.faults;
  const seen = row.features[at('x_session_views')]!;
  const written = outcome?.click && leak > 0 && chance(random, leak * world.settings.strength) ? seen + 1 : seen;
  return { ...row, outcome, truth, sessionViews: written };
}
