import type { RandomSource } from '../../../shared/stats/random';
import { chance, normal, rounded, sample } from '../draw';
import type { Item } from './catalog';
import { at, fillFeatures, type Sources, width } from './features';
import type { Ranker } from './rankers';
import type { RequestContext } from './requestContext';
import { type Candidate, retrieve, similarity } from './retrieval';
import { pageSize, type Settings } from './settings';

const earlierViewShare = 0.03;

/** One candidate of a request, after everything that serving did to it. */
export interface ServedRow {
  item: Item;
  annScore: number;
  /** Null for an advertisement that was not retrieved: neither stage saw it. */
  annRank: number | null;
  rankScore: number | null;
  rankModel: number | null;
  /** Null = not shown. */
  position: number | null;
  page: number | null;
  slot: 'organic' | 'sponsored' | null;
  rule: 'merchant_cap' | 'sponsored' | 'explore' | null;
  /** Probability of this item at this position; null = not shown. */
  propensity: number | null;
  /** What serving read, in the order of `featureNames`. */
  features: Float64Array;
}

export interface Serving {
  settings: Settings;
  items: Item[];
  vectors: Float64Array[];
  query: Float64Array;
  ranker: Ranker;
  sources: Sources;
}

/** Retrieval, ranking, rules, exploration, pages. Shown rows first, by position, then the others by rank. */
export function serve(random: RandomSource, context: RequestContext, serving: Serving): ServedRow[] {
  const { settings, items, vectors, query } = serving;
  const rules = context.rulesChanged ? settings.rulesAfter : settings.rules;
  const length = pageSize * settings.pages;
  const adPositions = settings.training ? [] : rules.adPositions.filter((position) => position <= length);
  const ads = auction(random, context, serving, adPositions.length);
  const room = length - ads.length;
  const ranked = rank(random, context, retrieve(context, items, vectors, query), serving);
  const adRows = ads.map((item) => advertise(ranked, item) ?? adRow(random, context, item, serving));
  applyCap(ranked, context.merchant === null ? rules.merchantCap : Number.POSITIVE_INFINITY, room);
  const organic = ranked.filter(({ rule }) => rule === null);
  const pool = settings.training ? organic : organic.slice(0, room);
  const shuffled = context.explored ? sample(random, pool, Math.min(room, pool.length)) : organic;
  const list = withAds(shuffled.slice(0, room), adRows, adPositions);
  show(list, context.secondPage ? length : pageSize, context.explored ? 1 / pool.length : null);
  const listed = new Set(list);
  const rest = ranked.filter((row) => !listed.has(row));
  return [...list, ...rest].slice(0, settings.logged);
}

/** The row of an advertised item that was retrieved anyway: it leaves its organic place. */
function advertise(ranked: ServedRow[], item: Item): ServedRow | null {
  const row = ranked.find((each) => each.item === item);
  return row ? Object.assign(row, { slot: 'sponsored', rule: 'sponsored' }) : null;
}

/** The advertised items that bid most for this request. */
function auction(random: RandomSource, context: RequestContext, serving: Serving, count: number): Item[] {
  return serving.items
    .filter((item) => item.bid > 0 && item.createdDay <= context.day)
    .map((item) => ({
      item,
      value: Math.log(item.bid) + 2.5 * similarity(serving.vectors[item.index]!, serving.query) + 0.3 * normal(random),
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
    .map(({ item }) => item);
}

function rank(random: RandomSource, context: RequestContext, candidates: Candidate[], serving: Serving): ServedRow[] {
  const matrix = new Float64Array(candidates.length * width);
  const rows = candidates.map(({ item, annScore }, index) => {
    readFeatures(random, matrix, index * width, context, item, annScore, serving);
    return plainRow(item, annScore, index + 1, matrix.subarray(index * width, (index + 1) * width));
  });
  const scores = serving.ranker(matrix);
  rows.forEach((row, index) => {
    row.rankScore = rounded(scores[index]!, 6);
  });
  rows.sort((a, b) => b.rankScore! - a.rankScore! || b.item.index - a.item.index);
  rows.forEach((row, index) => {
    row.rankModel = index + 1;
  });
  return rows;
}

/** What serving reads: a cold cache answers 0, and a few items were looked at earlier in the session. */
function readFeatures(
  random: RandomSource,
  matrix: Float64Array,
  offset: number,
  context: RequestContext,
  item: Item,
  annScore: number,
  { settings, sources }: Serving,
): void {
  fillFeatures(matrix, offset, context, item, annScore, sources);
  if (context.coldCache) matrix.fill(0, offset + at('i_ctr_28d'), offset + at('i_ctr_1d') + 1);
  if (settings.faults.leak > 0 && chance(random, earlierViewShare)) matrix[offset + at('x_session_views')] = 1;
}

function plainRow(item: Item, annScore: number, annRank: number | null, features: Float64Array): ServedRow {
  const nothing = { rankScore: null, rankModel: null, position: null, page: null, slot: null, propensity: null };
  return { item, annScore, annRank, ...nothing, rule: null, features };
}

function adRow(random: RandomSource, context: RequestContext, item: Item, serving: Serving): ServedRow {
  const annScore = similarity(serving.vectors[item.index]!, serving.query);
  const features = new Float64Array(width);
  readFeatures(random, features, 0, context, item, annScore, serving);
  return { ...plainRow(item, annScore, null, features), slot: 'sponsored', rule: 'sponsored' };
}

/** Marks what comes after the first `cap` items of a merchant, until the `room` for organic items is full. */
function applyCap(ranked: ServedRow[], cap: number, room: number): void {
  const seen = new Map<number, number>();
  let free = room;
  for (const row of ranked) {
    if (free === 0) return;
    if (row.rule !== null) continue;
    const count = (seen.get(row.item.merchant) ?? 0) + 1;
    seen.set(row.item.merchant, count);
    if (count > cap) row.rule = 'merchant_cap';
    else free--;
  }
}

function withAds(organic: ServedRow[], ads: ServedRow[], adPositions: number[]): ServedRow[] {
  const list: ServedRow[] = [];
  const [freeAds, freeOrganic] = [[...ads], [...organic]];
  while (freeAds.length + freeOrganic.length > 0) {
    const next = adPositions.includes(list.length + 1) ? freeAds.shift() : freeOrganic.shift();
    const row = next ?? freeOrganic.shift() ?? freeAds.shift();
    if (row) list.push(row);
  }
  return list;
}

/**
 * Gives positions to the first `length` rows. `explored`: probability of each organic item at each organic position of a
 * uniform permutation; null when the list is the ranker's.
 */
function show(list: ServedRow[], length: number, explored: number | null): void {
  list.forEach((row, index) => {
    if (index >= length) {
      row.slot = null;
      return;
    }
    row.position = index + 1;
    row.page = index < pageSize ? 1 : 2;
    row.slot ??= 'organic';
    row.propensity = 1;
    if (explored === null || row.slot !== 'organic') return;
    row.propensity = rounded(explored, 12);
    row.rule = 'explore';
  });
}
