import { rounded, roundedAsSql } from '../draw';
import { type Item, priceOn } from './catalog';
import type { ItemDays } from './itemDays';
import { affinity, type People } from './people';
import type { RequestContext } from './requestContext';

/** Every feature that a model here can read, in the order of all matrices. */
export const featureNames = [
  'ann_score',
  'i_ctr_28d',
  'i_ctr_1d',
  'i_price',
  'i_rating',
  'i_age_days',
  'x_affinity',
  'x_text_match',
  'x_price_gap',
  'u_price_level',
  'u_tenure_days',
  'ctx_hour',
  'ctx_search',
  'x_session_views',
] as const;

export type FeatureName = (typeof featureNames)[number];
export const width = featureNames.length;
export const at = (name: FeatureName) => featureNames.indexOf(name);

/** Features of one row of the log: they stand in the column `features`, or in one column each. */
export const rowFeatures: readonly FeatureName[] = [
  'i_ctr_28d',
  'i_ctr_1d',
  'i_price',
  'i_rating',
  'i_age_days',
  'x_affinity',
  'x_text_match',
  'x_price_gap',
];
/** The same for all rows of a request: they stand in the file of request features. */
export const requestFeatures: readonly FeatureName[] = ['u_price_level', 'u_tenure_days', 'ctx_hour', 'ctx_search'];

/** JSON text column of the log that holds the features of a row, where they do not have columns of their own. */
export const mapColumn = 'f';

/** What a feature is called in a case: keys of the map get the column's name before them. */
export function loggedName(featureMap: boolean, name: FeatureName): string {
  return featureMap && rowFeatures.includes(name) ? `${mapColumn}.${name}` : name;
}

/** Where a feature that serving reads comes from. */
export interface Sources {
  people: People;
  itemDays: ItemDays;
  /** What the feature store of the locale nl holds since its daily load stopped; null = as everywhere. */
  frozenRate: Float64Array | null;
}

/** The served vector of one item into `rows` at `offset`; missing is NaN. */
export function fillFeatures(
  rows: Float64Array,
  offset: number,
  context: RequestContext,
  item: Item,
  annScore: number,
  { people, itemDays, frozenRate }: Sources,
): void {
  const price = priceOn(item, context.day);
  const level = people.priceLevel[context.user]!;
  const stale = frozenRate !== null && context.locale === 'nl';
  rows[offset] = annScore;
  rows[offset + 1] = itemDays.monthRate[item.index]!;
  const kept = stale ? frozenRate[item.index]! : Number.NaN;
  rows[offset + 2] = Number.isNaN(kept) ? itemDays.dayRate[item.index]! : kept;
  rows[offset + 3] = price;
  rows[offset + 4] = item.rating ?? Number.NaN;
  rows[offset + 5] = context.day - item.createdDay;
  rows[offset + 6] = affinity(people, context.user, item.category);
  rows[offset + 7] = textMatch(context, item);
  rows[offset + 8] = roundedAsSql(Math.abs(Math.log(price) - rounded(level, 2)), 3);
  rows[offset + 9] = rounded(level, 2);
  rows[offset + 10] = people.tenureDays[context.user]! + context.day;
  rows[offset + 11] = context.hour;
  rows[offset + 12] = context.surface === 'search' ? 1 : 0;
  rows[offset + 13] = 0;
}

function textMatch({ query }: RequestContext, item: Item): number {
  if (query === null) return 0;
  if (item.noun === query.text) return 1;
  return item.category === query.category ? 0.4 : 0;
}
