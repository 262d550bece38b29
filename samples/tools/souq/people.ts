import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { normal, pick, pickWeighted, rounded, roundedAsSql } from '../draw';
import { categoryNames } from './catalog';
import { blend, dimensions, normalize, randomVector } from './vectors';

export const locales = ['en', 'de', 'nl'] as const;
export const devices = ['mobile', 'desktop'] as const;

/** Users as columns: any number of them in little memory. */
export interface People {
  count: number;
  locale: Uint8Array;
  device: Uint8Array;
  /** Logarithm of the price a user usually pays. */
  priceLevel: Float32Array;
  tenureDays: Int32Array;
  /** Hidden: `dimensions` numbers a user. */
  taste: Float32Array;
  /** Clicks by category up to the last midnight, one row a user. */
  clicks: Uint16Array;
}

export const userId = (user: number) => `u${String(user + 1).padStart(5, '0')}`;

/** Half of the users read English, the rest German or Dutch. */
export function makePeople(random: RandomSource, count: number, categories: Float64Array[]): People {
  const people: People = {
    count,
    locale: new Uint8Array(count),
    device: new Uint8Array(count),
    priceLevel: new Float32Array(count),
    tenureDays: new Int32Array(count),
    taste: new Float32Array(count * dimensions),
    clicks: new Uint16Array(count * categories.length),
  };
  for (let user = 0; user < count; user++) addUser(random, people, user, categories);
  return people;
}

function addUser(random: RandomSource, people: People, user: number, categories: Float64Array[]): void {
  const liked = [random.next(categories.length), random.next(categories.length)];
  people.locale[user] = pickWeighted(random, [
    [0, 0.5],
    [1, 0.25],
    [2, 0.25],
  ]);
  people.device[user] = pickWeighted(random, [
    [0, 0.65],
    [1, 0.35],
  ]);
  people.priceLevel[user] = rounded(3.6 + 0.6 * normal(random), 2);
  people.tenureDays[user] = Math.floor(nextUnit(random) ** 2 * 1200);
  const taste = blend([
    [0.8, categories[liked[0]!]!],
    [0.5, categories[liked[1]!]!],
    [0.4, normalize(randomVector(random))],
  ]);
  people.taste.set(taste, user * dimensions);
  const events = 3 + random.next(20);
  for (let event = 0; event < events; event++) {
    const category = nextUnit(random) < 0.75 ? pick(random, liked) : random.next(categories.length);
    people.clicks[user * categories.length + category]!++;
  }
}

export function tasteOf(people: People, user: number): Float64Array {
  return Float64Array.from(people.taste.subarray(user * dimensions, (user + 1) * dimensions));
}

/** Share of a user's clicks that fell on a category, drawn to one in eight; three decimals. */
export function affinity(people: People, user: number, category: number): number {
  const width = categoryNames.length;
  let total = 0;
  for (let each = 0; each < width; each++) total += people.clicks[user * width + each]!;
  return roundedAsSql((people.clicks[user * width + category]! + 0.5) / (total + 0.5 * width), 3);
}
