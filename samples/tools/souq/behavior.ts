import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { chance, normal, rounded, sigmoid } from '../draw';
import { type Item, priceOn } from './catalog';
import type { ItemDays } from './itemDays';
import type { People } from './people';
import type { RequestContext, Surface } from './requestContext';
import { orderWindowDays, pageSize } from './settings';
import { dot } from './vectors';

/** Exponent of examination by surface and device: `place^-eta`, places counted from 1 on each page. */
export const examinationExponent: Record<Surface, Record<RequestContext['device'], number>> = {
  search: { mobile: 0.9, desktop: 0.7 },
  home: { mobile: 0.6, desktop: 0.5 },
  store: { mobile: 0.8, desktop: 0.6 },
};
/** Who opens page 2 looks at its first place with this probability. */
export const secondPageStart = 0.85;

/** Probability that a shown position is looked at; page 2 given that it was opened. */
export function examination(surface: Surface, device: RequestContext['device'], position: number): number {
  const place = position > pageSize ? position - pageSize : position;
  return (position > pageSize ? secondPageStart : 1) * place ** -examinationExponent[surface][device];
}

/** The hidden truth of one row. */
export interface Truth {
  utility: number;
  /** Probability of a click on an item that is looked at. */
  attraction: number;
  /** Probability that a click becomes an order within the window. */
  conversion: number;
  /** 0 to 3, by utility. */
  grade: number;
}

const gradeSteps = [0.75, 1.6, 2.5];

/** How much a user wants an item in this request; `noise` is what no feature knows. */
export function utilityOf(context: RequestContext, item: Item, people: People, itemDays: ItemDays, noise: number) {
  const gap = Math.abs(Math.log(priceOn(item, context.day)) - people.priceLevel[context.user]!);
  const wanted = 2.4 * dot(context.intent, item.hidden) - 0.35 * gap;
  return wanted + 0.45 * item.quality + 0.75 * itemDays.trend[item.index]! + 0.3 * noise - 0.4;
}

export function truthOf(
  random: RandomSource,
  context: RequestContext,
  item: Item,
  people: People,
  days: ItemDays,
): Truth {
  const utility = utilityOf(context, item, people, days, normal(random));
  return {
    utility,
    attraction: rounded(sigmoid(1.3 * utility - 3.3), 3),
    conversion: rounded(sigmoid(0.7 * utility - 2.3), 3),
    grade: gradeSteps.filter((step) => utility > step).length,
  };
}

export interface Outcome {
  click: 0 | 1;
  /** Milliseconds from serving to the click; null = no click. */
  clickDelay: number | null;
  /** Milliseconds from serving to the order, at most the window; null = no order. */
  orderDelay: number | null;
}

/** Position-based model: a click needs examination and attraction; an order needs a click. */
export function drawOutcome(random: RandomSource, examined: number, { attraction, conversion }: Truth): Outcome {
  if (!chance(random, examined * attraction)) return { click: 0, clickDelay: null, orderDelay: null };
  const clickDelay = 1000 * (3 + random.next(90));
  if (!chance(random, conversion)) return { click: 1, clickDelay, orderDelay: null };
  return { click: 1, clickDelay, orderDelay: Math.max(clickDelay + 60_000, orderDelay(random)) };
}

/** Share of quick orders, and mean hours of the quick and the slow ones before the cut at the window. */
export const delays = { quickShare: 0.35, quickHours: 1.5, slowHours: 90 };
const windowHours = orderWindowDays * 24;

/** Two exponentials, cut at the window; whole seconds. */
function orderDelay(random: RandomSource): number {
  const mean = chance(random, delays.quickShare) ? delays.quickHours : delays.slowHours;
  const hours = -mean * Math.log(1 - nextUnit(random) * (1 - Math.exp(-windowHours / mean)));
  return Math.floor(hours * 3600) * 1000;
}

/** Share of orders that arrive within `hours` of serving (up to a minute or two that the click takes). */
export function arrivedShare(hours: number): number {
  const cut = (mean: number) =>
    (1 - Math.exp(-Math.min(hours, windowHours) / mean)) / (1 - Math.exp(-windowHours / mean));
  return delays.quickShare * cut(delays.quickHours) + (1 - delays.quickShare) * cut(delays.slowHours);
}
