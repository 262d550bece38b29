import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { chance, normal, pick, pickWeighted, rounded, sample, sigmoid } from '../draw';
import { scoreRow } from '../onnxWriter';
import { baseline } from './models';
import { type Item, queries, type User } from './world';

export interface Request {
  id: string;
  /** Milliseconds since the epoch. */
  time: number;
  user: User;
  device: string;
  /** Null on the home page. */
  query: string | null;
  /** Best first by the served model; those beyond `shown` were retrieved only. */
  rows: Row[];
}

export interface Row {
  item: Item;
  /** 1-based; null = not shown. */
  position: number | null;
  score: number;
  /** In the order of `featureNames`; null = missing, which serving reads as 0. */
  features: (number | null)[];
  /** Null for rows that were not shown. */
  click: number | null;
  ordered: number | null;
  gmv: number | null;
  /** 0 to 3; null = nobody judged it. */
  grade: number | null;
}

const dayMs = 86_400_000;
const start = Date.UTC(2026, 5, 1);
/** From this day on the affinity of Dutch users is that of somebody else: the planted fault. */
const faultTime = start + 7 * dayMs;

/** `count` requests over 14 days, by time, `r0001` on. */
export function makeRequests(random: RandomSource, count: number, items: Item[], users: User[]): Request[] {
  const times = Array.from({ length: count }, () => start + Math.floor(nextUnit(random) * 14 * 86_400) * 1000);
  return times
    .sort((a, b) => a - b)
    .map((time, index) => makeRequest(random, `r${String(index + 1).padStart(4, '0')}`, time, items, users));
}

function makeRequest(random: RandomSource, id: string, time: number, items: Item[], users: User[]): Request {
  const user = pick(random, users);
  const affinityOf = user.locale === 'nl' && time >= faultTime ? pick(random, users) : user;
  const search = chance(random, 0.7) ? pick(random, queries) : null;
  const device = pickWeighted(random, [
    ['mobile', 0.6],
    ['desktop', 0.32],
    ['tablet', 0.08],
  ]);
  const size = 11 + random.next(4);
  const meant = items.filter((item) => item.category === search?.category);
  const others = items.filter((item) => item.category !== search?.category);
  const candidates = search
    ? [...sample(random, meant, size - 2), ...sample(random, others, 2)]
    : sample(random, items, size);
  const shown = size - random.next(3);
  const rows = candidates
    .map((item) => ({ item, ...scored(random, time, user, affinityOf, search?.text ?? null, item) }))
    .sort((a, b) => b.score - a.score || (a.item.id < b.item.id ? 1 : -1))
    .map(({ utility, ...row }, index) => ({
      ...row,
      position: index < shown ? index + 1 : null,
      ...outcomes(random, row.item, utility, index < shown ? index + 1 : null, device),
      grade: chance(random, 0.85) ? gradeOf(utility) : null,
    }));
  return { id, time, user, device, query: search?.text ?? null, rows };
}

function scored(random: RandomSource, time: number, user: User, affinityOf: User, query: string | null, item: Item) {
  const match = query === null ? 0 : item.noun === query ? 1 : 0.4;
  const inStock = chance(random, 0.9) ? 1 : 0;
  const taste = user.taste[item.category]!;
  const affinity = rounded(affinityOf.taste[item.category]! + 0.3 * normal(random), 3);
  const features = [
    rounded(Math.max(0, match + 0.15 * normal(random)), 3),
    rounded(Math.log(item.price), 3),
    chance(random, 0.03) ? null : item.ctr,
    item.popularity,
    item.rating,
    item.ageDays + Math.floor((time - start) / dayMs),
    affinity,
    inStock,
  ];
  const utility = 1.4 * match + 0.6 * item.quality + 0.8 * taste + 0.4 * inStock - 0.8 + 0.5 * normal(random);
  const score = rounded(
    scoreRow(
      baseline,
      features.map((value) => value ?? 0),
    ),
    6,
  );
  return { features, utility, score };
}

/** Position-based model: a click needs examination (by position and device) and attraction (by utility). */
function outcomes(random: RandomSource, item: Item, utility: number, position: number | null, device: string) {
  if (position === null) return { click: null, ordered: null, gmv: null };
  const examined = position ** (device === 'mobile' ? -0.9 : -0.6);
  const click = chance(random, examined * sigmoid(1.2 * utility - 1)) ? 1 : 0;
  const ordered = click === 1 && chance(random, sigmoid(0.7 * utility - 1.6)) ? 1 : 0;
  return { click, ordered, gmv: ordered === 1 ? item.price : 0 };
}

function gradeOf(utility: number): number {
  return [0.3, 1.2, 2.1].filter((threshold) => utility > threshold).length;
}
