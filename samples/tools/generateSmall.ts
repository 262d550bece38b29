import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type RandomSource, seededRandom } from '../../shared/stats/random';
import { toCsv } from './csv';
import { chance, pick } from './draw';
import { writeOnnx } from './onnxWriter';
import { baseline, candidate, featureNames } from './small/models';
import { makeRequests, type Request } from './small/requests';
import { type Item, makeItems, makeUsers } from './small/world';

const seed = 20260601;
const requestCount = 400;

const logHeader = [
  ...['request_id', 'served_at', 'user_id', 'query', 'surface', 'device', 'locale', 'model_version'],
  ...['item_id', 'position', 'serving_score', 'click', 'ordered', 'gmv', 'grade'],
  ...featureNames,
];

/** Writes data and models of `samples/small`: the same bytes every time. Run it from the project's root. */
function main(folder: string): void {
  const random = seededRandom(seed);
  const items = makeItems(random);
  const users = makeUsers(random);
  const requests = makeRequests(random, requestCount, items, users);
  write(folder, 'data/impressions.csv', toCsv(logHeader, requests.flatMap(logRows)));
  write(folder, 'data/items.csv', itemsCsv(items));
  write(
    folder,
    'data/popularity.csv',
    toCsv(['request_id', 'item_id', 'score'], popularityRows(random, requests, items)),
  );
  write(folder, 'models/baseline.onnx', writeOnnx(baseline));
  write(folder, 'models/candidate.onnx', writeOnnx(candidate));
}

function logRows({ id, time, user, query, device, rows }: Request) {
  const servedAt = new Date(time).toISOString().replace('.000Z', 'Z');
  const request = [id, servedAt, user.id, query, query === null ? 'home' : 'search', device, user.locale, 'v41'];
  return rows.map(({ item, position, score, click, ordered, gmv, grade, features }) => [
    ...request,
    ...[item.id, position, score, click, ordered, gmv, grade],
    ...features,
  ]);
}

function itemsCsv(items: Item[]): string {
  const rows = items.map(({ id, title, category, merchant, price, rating }) => [
    id,
    title,
    category,
    merchant,
    price,
    rating,
  ]);
  return toCsv(['item_id', 'title', 'category', 'merchant', 'price', 'rating'], rows);
}

/** A score for nearly every row of the log, and for a few items that no list held. */
function popularityRows(random: RandomSource, requests: Request[], items: Item[]) {
  return requests.flatMap(({ id, rows }) => {
    const kept = rows.filter(() => !chance(random, 0.01)).map(({ item }) => [id, item.id, item.popularity]);
    const absent = items.filter((item) => rows.every((row) => row.item !== item));
    if (!chance(random, 0.03)) return kept;
    const extra = pick(random, absent);
    return [...kept, [id, extra.id, extra.popularity]];
  });
}

function write(folder: string, name: string, content: string | Uint8Array): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

main(path.resolve('samples/small'));
