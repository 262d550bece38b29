import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { chance, pick, pickWeighted } from '../draw';
import type { Catalog } from './catalog';
import { devices, locales, type People, tasteOf } from './people';
import { dayMs, firstDay, type Settings } from './settings';
import { blend, normalize, randomVector } from './vectors';

export type Surface = 'search' | 'home' | 'store';
export const surfaces: readonly Surface[] = ['search', 'home', 'store'];
export const hosts = ['h1', 'h2', 'h3', 'h4'] as const;

/** Who asks for what, where, and which versions answer. */
export interface RequestContext {
  id: string;
  time: number;
  day: number;
  hour: number;
  user: number;
  locale: (typeof locales)[number];
  device: (typeof devices)[number];
  surface: Surface;
  query: Catalog['nouns'][number] | null;
  /** Whose store page; null elsewhere. */
  merchant: number | null;
  host: string;
  versions: { model: string; features: string; index: number; queryModel: number; app: string };
  arm: string | null;
  explored: boolean;
  /** Whether the host had just started: its cache of item statistics answers 0. */
  coldCache: boolean;
  /** Whether the later rules hold. */
  rulesChanged: boolean;
  secondPage: boolean;
  /** Hidden: what the user wants. */
  intent: Float64Array;
}

const never = Number.POSITIVE_INFINITY;
const secondPageRate: Record<Surface, number> = { search: 0.35, home: 0.2, store: 0.25 };

/** The time of each request of a day, ascending: nights are quiet. */
export function timesOfDay(random: RandomSource, day: number, count: number): number[] {
  const hours = Array.from({ length: count }, () => {
    const hour = 24 * nextUnit(random);
    return hour < 7 && chance(random, 0.75) ? 8 + 15 * nextUnit(random) : hour;
  });
  return hours.map((hour) => firstDay + day * dayMs + Math.floor(hour * 3600) * 1000).sort((a, b) => a - b);
}

export function drawContext(
  random: RandomSource,
  settings: Settings,
  { nouns }: Catalog,
  people: People,
  time: number,
  number: number,
): RequestContext {
  const user = Math.floor(people.count * nextUnit(random) ** 1.6);
  const day = Math.floor((time - firstDay) / dayMs);
  const surface = pickWeighted<Surface>(random, [
    ['search', 0.5],
    ['home', 0.35],
    ['store', 0.15],
  ]);
  const query = surface === 'search' ? pick(random, nouns) : null;
  const host = pick(random, hosts);
  const canaryUser = bucket(user, settings.seed) < settings.canaryShare;
  const arm = settings.experiment ? (bucket(user, settings.seed + 1) < 0.5 ? 'control' : 'treatment') : null;
  return {
    id: `r${String(number).padStart(7, '0')}`,
    time,
    day,
    hour: new Date(time).getUTCHours(),
    user,
    locale: locales[people.locale[user]!]!,
    device: devices[people.device[user]!]!,
    surface,
    query,
    merchant: surface === 'store' ? random.next(6) : null,
    host,
    versions: versionsOf(settings, day, host === 'h3' && chance(random, settings.strength), canaryUser, arm),
    arm,
    explored: chance(random, settings.explored),
    coldCache: chance(random, settings.faults.coldCache),
    rulesChanged: day >= (settings.faults.rulesFrom ?? never) && chance(random, settings.strength),
    secondPage: settings.training || (settings.pages === 2 && chance(random, secondPageRate[surface])),
    intent: intentOf(random, tasteOf(people, user), query?.vector ?? null),
  };
}

function versionsOf(
  { schedule, faults }: Settings,
  day: number,
  stuck: boolean,
  canaryUser: boolean,
  arm: string | null,
) {
  const canary = day >= schedule.canary && canaryUser;
  const ranker = day >= schedule.ranker ? 'v41' : 'v40';
  const index = day >= schedule.index ? 2 : 1;
  return {
    model: arm === 'treatment' ? 'v43' : canary ? 'v42' : ranker,
    features: day >= schedule.features ? 'fs2' : 'fs1',
    index,
    queryModel: faults.stuckHost && stuck ? 1 : index,
    app: day >= schedule.app ? '7.2' : '7.1',
  };
}

function intentOf(random: RandomSource, taste: Float64Array, query: Float64Array | null): Float64Array {
  const mood = normalize(randomVector(random));
  if (query === null)
    return blend([
      [0.85, taste],
      [0.4, mood],
    ]);
  return blend([
    [0.85, query],
    [0.3, taste],
    [0.3, mood],
  ]);
}

/** A user's place in [0, 1): the same for one seed on every day. */
function bucket(user: number, seed: number): number {
  let hash = Math.imul(user + 1, 0x9e3779b1) ^ Math.imul(seed + 17, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 4294967296;
}
