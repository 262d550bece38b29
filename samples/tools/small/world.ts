import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { normal, pick, rounded, sigmoid } from '../draw';

export interface Item {
  id: string;
  title: string;
  noun: string;
  category: string;
  merchant: string;
  price: number;
  rating: number;
  /** Share of views that were clicked before the log begins. */
  ctr: number;
  popularity: number;
  /** Days before the log begins. */
  ageDays: number;
  /** Hidden: how good the item is, for whoever looks for its category. */
  quality: number;
}

export interface User {
  id: string;
  locale: string;
  /** Hidden: how much the user cares for each category. */
  taste: Record<string, number>;
}

const categories: Record<string, { nouns: string[]; price: number }> = {
  tents: { nouns: ['dome tent', 'tunnel tent', 'beach shelter', 'awning'], price: 180 },
  packs: { nouns: ['daypack', 'trekking pack', 'hip pack', 'duffel'], price: 90 },
  boots: { nouns: ['hiking boot', 'trail shoe', 'winter boot', 'sandal'], price: 120 },
  stoves: { nouns: ['gas stove', 'alcohol stove', 'cook set', 'kettle'], price: 55 },
  lamps: { nouns: ['headlamp', 'lantern', 'bike light', 'torch'], price: 35 },
  jackets: { nouns: ['rain jacket', 'down jacket', 'fleece', 'wind shirt'], price: 140 },
};
const lines = ['Alder', 'Birch', 'Cedar', 'Dune', 'Ember', 'Fjord', 'Glacier', 'Heath', 'Iris', 'Juniper'];
const merchants = ['Northway', 'Basecamp', 'Stonefield', 'Lakeside', 'Tern & Co'];
const categoryNames = Object.keys(categories);

/** What people type, and the category they mean. */
export const queries: readonly { text: string; category: string }[] = categoryNames.flatMap((category) =>
  categories[category]!.nouns.map((text) => ({ text, category })),
);

/** 240 items, 40 a category, `i001` on. */
export function makeItems(random: RandomSource): Item[] {
  return Array.from({ length: 240 }, (_, index) => {
    const category = categoryNames[index % categoryNames.length]!;
    const { nouns, price } = categories[category]!;
    const quality = normal(random);
    const noun = pick(random, nouns);
    return {
      id: `i${String(index + 1).padStart(3, '0')}`,
      title: `${pick(random, lines)} ${noun}`,
      noun,
      category,
      merchant: pick(random, merchants),
      price: rounded(price * Math.exp(0.4 * normal(random)), 2),
      rating: rounded(Math.min(5, Math.max(1, 3.9 + 0.5 * quality + 0.3 * normal(random))), 1),
      ctr: rounded(0.12 * sigmoid(quality + 0.5 * normal(random)), 4),
      popularity: rounded(Math.exp(0.5 * quality + 0.9 * normal(random)), 3),
      ageDays: Math.floor(nextUnit(random) ** 2 * 400),
      quality,
    };
  });
}

/** 150 users; half of them read English, the others German or Dutch. */
export function makeUsers(random: RandomSource): User[] {
  const locales = ['en', 'de', 'en', 'nl'];
  return Array.from({ length: 150 }, (_, index) => ({
    id: `u${String(index + 1).padStart(3, '0')}`,
    locale: locales[index % locales.length]!,
    taste: Object.fromEntries(categoryNames.map((category) => [category, normal(random)])),
  }));
}
