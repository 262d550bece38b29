import type { RandomSource } from '../../../shared/stats/random';
import type { Catalog, Item } from './catalog';
import type { RequestContext } from './requestContext';
import { retrieved } from './settings';
import { dot, encode, randomRotation } from './vectors';

const itemNoise = [0, 0.5, 0.35];
const queryNoise = [0, 0.4, 0.3];

/** Two versions of item index and query encoder; each version has a rotation of its own. */
export interface Encoders {
  /** `items[version][item]`; version 0 is not used. */
  items: Float64Array[][];
  encodeQuery(random: RandomSource, version: number, intent: Float64Array): Float64Array;
}

export function makeEncoders(random: RandomSource, { items }: Catalog): Encoders {
  const rotations = [0, 1, 2].map(() => randomRotation(random));
  return {
    items: rotations.map((rotation, version) =>
      items.map(({ hidden }) => encode(rotation, hidden, itemNoise[version]!, random)),
    ),
    encodeQuery: (source, version, intent) => encode(rotations[version]!, intent, queryNoise[version]!, source),
  };
}

export interface Candidate {
  item: Item;
  /** Inner product of two unit vectors, four decimals. */
  annScore: number;
}

/** The nearest eligible items, nearest first. A store page holds items of its merchant only. */
export function retrieve(context: RequestContext, items: Item[], vectors: Float64Array[], query: Float64Array) {
  const eligible = items.filter(
    (item) => item.createdDay <= context.day && (context.merchant === null || item.merchant === context.merchant),
  );
  const scores = Float64Array.from(eligible, (item) => similarity(vectors[item.index]!, query));
  const enough = Math.max(0, eligible.length - retrieved);
  const threshold = scores.slice().sort()[enough] ?? 0;
  const found: Candidate[] = [];
  eligible.forEach((item, place) => {
    if (scores[place]! >= threshold) found.push({ item, annScore: scores[place]! });
  });
  return found.sort((a, b) => b.annScore - a.annScore || b.item.index - a.item.index).slice(0, retrieved);
}

export function similarity(a: Float64Array, b: Float64Array): number {
  return Math.round(dot(a, b) * 1e4) / 1e4;
}
