import { nextUnit, type RandomSource } from '../../../shared/stats/random';
import { chance, normal, pick, pickWeighted, rounded } from '../draw';
import { blend, normalize, randomVector } from './vectors';

export interface Item {
  index: number;
  id: string;
  title: string;
  noun: string;
  category: number;
  merchant: number;
  price: number;
  /** From `priceDay` on the item costs `laterPrice`. */
  priceDay: number;
  laterPrice: number;
  /** Null while nobody has rated it. */
  rating: number | null;
  /** Day on which it was listed; negative before the log begins. */
  createdDay: number;
  /** Bid of its merchant for an advertisement; 0 = not advertised. */
  bid: number;
  /** Hidden. */
  quality: number;
  /** Hidden: views a day on the whole platform. */
  traffic: number;
  /** Hidden: what the item is. */
  hidden: Float64Array;
}

export interface Catalog {
  items: Item[];
  /** Hidden vector of each category and of each noun. */
  categories: Float64Array[];
  nouns: { text: string; category: number; vector: Float64Array }[];
}

const shelves: readonly { name: string; nouns: readonly string[]; price: number }[] = [
  { name: 'rugs', nouns: ['kilim', 'runner', 'prayer rug'], price: 120 },
  { name: 'lamps', nouns: ['lantern', 'floor lamp', 'string light'], price: 45 },
  { name: 'spices', nouns: ['saffron', 'cumin', 'ras el hanout'], price: 9 },
  { name: 'teaware', nouns: ['teapot', 'tea glass', 'tray'], price: 28 },
  { name: 'leather', nouns: ['satchel', 'pouf', 'belt'], price: 70 },
  { name: 'ceramics', nouns: ['tagine', 'bowl', 'tile'], price: 32 },
  { name: 'textiles', nouns: ['scarf', 'cushion', 'blanket'], price: 24 },
  { name: 'jewelry', nouns: ['bracelet', 'ring', 'earring'], price: 55 },
];
const makers = ['Amber', 'Basil', 'Cedar', 'Dune', 'Ember', 'Fig', 'Garnet', 'Henna', 'Indigo', 'Juniper'];

export const categoryNames = shelves.map(({ name }) => name);
export const merchantNames = ['Atlas', 'Bahia', 'Corniche', 'Dar Noor', 'Elissar', 'Fenice', 'Ghazal', 'Hamra'];
const merchantWeights = [0.26, 0.2, 0.15, 0.12, 0.1, 0.08, 0.05, 0.04];

/** `count` items, a tenth of them listed while the log runs. */
export function makeCatalog(random: RandomSource, count: number, days: number): Catalog {
  const categories = shelves.map(() => normalize(randomVector(random)));
  const nouns = shelves.flatMap(({ nouns: texts }, category) =>
    texts.map((text) => ({
      text,
      category,
      vector: blend([
        [0.8, categories[category]!],
        [0.6, normalize(randomVector(random))],
      ]),
    })),
  );
  const items = Array.from({ length: count }, (_, index) => makeItem(random, index, days, nouns));
  return { items, categories, nouns };
}

function makeItem(random: RandomSource, index: number, days: number, nouns: Catalog['nouns']): Item {
  const noun = pick(random, nouns);
  const quality = normal(random);
  const price = rounded(shelves[noun.category]!.price * Math.exp(0.5 * normal(random)), 2);
  const merchant = pickWeighted(
    random,
    merchantWeights.map((weight, each) => [each, weight] as const),
  );
  const isNew = chance(random, 0.1);
  return {
    index,
    id: `i${String(index + 1).padStart(4, '0')}`,
    title: `${pick(random, makers)} ${noun.text}`,
    noun: noun.text,
    category: noun.category,
    merchant,
    price,
    priceDay: chance(random, 0.2) ? Math.floor(nextUnit(random) * days) : Number.POSITIVE_INFINITY,
    laterPrice: rounded(price * (0.75 + 0.4 * nextUnit(random)), 2),
    rating: isNew ? null : rounded(Math.min(5, Math.max(1, 3.8 + 0.5 * quality + 0.4 * normal(random))), 1),
    createdDay: isNew ? Math.floor(nextUnit(random) * days) : -1 - Math.floor(nextUnit(random) ** 2 * 700),
    bid: chance(random, 0.15) ? rounded(0.1 + nextUnit(random), 2) : 0,
    quality,
    traffic: 260 * Math.exp(0.3 * quality + 0.7 * normal(random)),
    hidden: blend([
      [0.85, noun.vector],
      [0.5, normalize(randomVector(random))],
    ]),
  };
}

export function priceOn(item: Item, day: number): number {
  return day >= item.priceDay ? item.laterPrice : item.price;
}
