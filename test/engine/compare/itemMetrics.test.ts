import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contestVectors, resolveContest } from '../../../electron/engine/compare/contest';
import { type ItemFacts, ItemTables } from '../../../electron/engine/compare/itemTables';
import { ildKernel, noveltyKernel } from '../../../electron/engine/compare/kernels/items';
import type { Database } from '../../../electron/engine/db/database';
import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import { coverage } from '../../../shared/metrics/coverage';
import { gini } from '../../../shared/metrics/gini';
import { ild } from '../../../shared/metrics/ild';
import { novelty } from '../../../shared/metrics/novelty';
import { orderList } from '../../../shared/metrics/orderList';
import { seededRandom } from '../../../shared/stats/random';
import { buildTable } from '../../../shared/wire/columns';
import { type LogRow, type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { everyRequest, noItems, sourceOf } from './support/contestOf';

const dimension = 3;
const random = seededRandom(29);
const log = randomLog(random, 400, 2);
const items = [...new Set(log.rows.map(({ item }) => item))].sort(compareUtf8);
const number = () => random.next(2001) / 1000 - 1;
// One item in eight has no vector, a few have a zero one; one in five has no events; one in six is not eligible.
const vectors = new Map(
  items
    .filter(() => random.next(8) > 0)
    .map((item) => [item, random.next(40) === 0 ? [0, 0, 0] : [number(), number(), number()]]),
);
const events = new Map(items.filter(() => random.next(5) > 0).map((item) => [item, 1 + random.next(50)]));
const total = 7 + [...events.values()].reduce((sum, count) => sum + count, 0);
const catalog = [...items.filter(() => random.next(6) > 0), 'never seen 1', 'never seen 2'];
const slots = log.rows.map(() => (random.next(7) === 0 ? 'sponsored' : 'organic'));

const facts: ItemFacts = {
  ...noItems,
  embedding: { n: 1, name: 'v', entity: 'item', role: null, version: null, dimension, rows: 1, metric: 'cosine' },
  events: { items: events.size, total, source: 'events' },
  catalog: { from: 'catalog', items: catalog.length },
};

async function session(): Promise<Database> {
  const db = await sessionOf(log);
  await db.run({
    text: `CREATE TABLE flat (id VARCHAR, x DOUBLE, y DOUBLE, z DOUBLE); CREATE TABLE item_events (item_id VARCHAR, events DOUBLE);
CREATE TABLE catalog (item_id VARCHAR); ALTER TABLE impressions ADD COLUMN slot VARCHAR`,
  });
  const axis = (d: number) => ({ type: 'f64' as const, values: [...vectors.values()].map((vector) => vector[d]!) });
  const ids = { type: 'utf8' as const, values: [...vectors.keys()] };
  await db.append('flat', buildTable({ id: ids, x: axis(0), y: axis(1), z: axis(2) }));
  const counts = { type: 'f64' as const, values: [...events.values()] };
  await db.append('item_events', buildTable({ item_id: { type: 'utf8', values: [...events.keys()] }, events: counts }));
  await db.append('catalog', buildTable({ item_id: { type: 'utf8', values: catalog } }));
  await db.run({ text: 'CREATE TABLE embedding_1 AS SELECT id, [x, y, z]::FLOAT[3] AS vector FROM flat' });
  await db.run({ text: 'UPDATE impressions SET slot = $1[row_id + 1]', params: [slots] });
  return db;
}

interface Place {
  item: string;
  rank: number;
  organic: boolean;
}

/** A list row by row: shown rows at their places, or organic rows by score around the rows of other slots. */
function listOf(rows: readonly { row: LogRow; organic: boolean }[], model: number | null): Place[] {
  const shown = rows.flatMap(({ row, organic }) =>
    row.position === null ? [] : [{ item: row.item, rank: row.position, organic }],
  );
  if (model === null) return shown;
  const pinned = shown.filter(({ organic }) => !organic);
  const own = rows.filter(({ organic }) => organic).map(({ row }) => row);
  const scores = Float64Array.from(own, (row) => row.scores[model] ?? Number.NaN);
  const names = own.map(({ item }) => item);
  let rank = 0;
  const sorted = Array.from(orderList(scores, names, { ties: 'id', precision: 'f64' }).order, (at) => {
    do rank += 1;
    while (pinned.some((each) => each.rank === rank));
    return { item: names[at]!, rank, organic: true };
  });
  return [...pinned, ...sorted];
}

function topOf(rows: LogRow[], from: number, model: number | null, k: number): Place[] {
  const marked = rows.map((row, i) => ({ row, organic: slots[from + i] === 'organic' }));
  return listOf(marked, model).filter(({ rank, organic }) => organic && rank <= k);
}

const float32 = (item: string) => vectors.get(item)!.map(Math.fround);

function expectedValues(places: Place[]) {
  const known = places.filter(({ item }) => vectors.has(item));
  const counts = places.map(({ item }) => events.get(item) ?? 0);
  return {
    ild: ild(Float64Array.from(known.flatMap(({ item }) => float32(item))), dimension),
    novelty: novelty(counts, total).value,
  };
}

function requestsOf({ rows, requests }: RandomLog): { from: number; rows: LogRow[] }[] {
  return Array.from({ length: requests }, (_, request) => {
    const from = rows.findIndex((row) => row.request === request);
    return { from, rows: rows.filter((row) => row.request === request) };
  });
}

describe('metrics of items', () => {
  it('agree with the references on generated lists, with ads between the items', async () => {
    const db = await session();
    try {
      const source = sourceOf(db, log, { items: new ItemTables(db, facts) });
      const metrics = ['ild@3', 'ild', 'novelty@3', 'novelty@10', 'coverage@3', 'gini_exposure@3', 'gini_exposure_w@3'];
      const contest = resolveContest(source, everyRequest(log), {
        preset: null,
        models: ['a', 'b', '@logged'],
        metrics,
      });
      const found = await contestVectors(contest);
      const requests = requestsOf(log);
      [0, 1, null].forEach((model, c) => {
        const tops = [3, Number.POSITIVE_INFINITY, 10].map((k) =>
          requests.map(({ from, rows }) => topOf(rows, from, model, k)),
        );
        const expectValues = (m: number, top: number, name: 'ild' | 'novelty') => {
          const expected = tops[top]!.map((places) => expectedValues(places)[name]);
          const values = Array.from(found[m]!.values[c]!, (value) => (Number.isNaN(value) ? null : value));
          expect(values).toEqual(expected.map((value) => (value === null ? null : expect.closeTo(value, 12))));
          expect(values.filter((value) => value !== null).length).toBeGreaterThan(100);
        };
        expectValues(0, 0, 'ild');
        expectValues(1, 1, 'ild');
        expectValues(2, 0, 'novelty');
        expectValues(3, 2, 'novelty');
        const places = tops[0]!.flat();
        expect(found[0]!.leftOut![c]).toBe(places.filter(({ item }) => !vectors.has(item)).length);
        expect(found[2]!.leftOut![c]).toBe(places.filter(({ item }) => !events.has(item)).length);
        const eligible = places.filter(({ item }) => catalog.includes(item));
        expect(found[4]!.leftOut![c]).toBe(places.length - eligible.length);
        const shown = eligible.map(({ item }) => catalog.indexOf(item));
        expect(found[4]!.whole![c]!.value).toBe(coverage(shown, catalog.length));
        const exposure = (of: (rank: number) => number) =>
          gini(
            catalog.map((item) => eligible.reduce((sum, each) => sum + (each.item === item ? of(each.rank) : 0), 0)),
          );
        expect(found[5]!.whole![c]!.value).toBeCloseTo(exposure(() => 1)!, 12);
        expect(found[6]!.whole![c]!.value).toBeCloseTo(exposure((rank) => 1 / Math.log2(rank + 1))!, 12);
      });
    } finally {
      await db.close();
    }
  });
});

/** All vectors in one array, the item key is the vector's number. */
function heldVectors(list: number[][]) {
  const values = Float32Array.from(list.flat());
  const norms = Float64Array.from(list, (_, i) => Math.hypot(...values.subarray(i * dimension, (i + 1) * dimension)));
  return { dimension, at: Int32Array.from(list, (_, i) => i), values, norms };
}

const coordinate = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 1000);
const vector = fc.array(coordinate, { minLength: dimension, maxLength: dimension });

describe('diversity and novelty of a list', () => {
  it('do not depend on the order of its items, and lie in their range', () => {
    const lists = fc.array(vector, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (list, draws) => {
        const keys = Int32Array.from(list, (_, i) => i);
        const shuffled = [...keys].sort(() => (draws.next().value % 2 === 0 ? 1 : -1));
        const kernel = ildKernel(heldVectors(list));
        const of = (order: Int32Array) => kernel.value({ keys: order, length: order.length, random: null });
        const [a, b] = [of(keys), of(Int32Array.from(shuffled))];
        if (Number.isNaN(a)) return Number.isNaN(b);
        return Math.abs(a - b) < 1e-12 && a >= 0 && a <= 2 + 1e-12;
      }),
    );
  });

  it('are means over all orders for random lists', () => {
    const list = [
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
      [-1, 0, 2],
    ];
    const orders = permutations([0, 1, 2, 3]).map((order) => Int32Array.from(order.slice(0, 2)));
    const bits = Float64Array.of(1, 2, Number.NaN, 4);
    const mean = (values: number[]) => {
      const known = values.filter((value) => !Number.isNaN(value));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const all = { keys: Int32Array.of(0, 1, 2, 3), length: 4, random: 2 };
    for (const kernel of [ildKernel(heldVectors(list)), noveltyKernel(bits)]) {
      const expected = mean(orders.map((keys) => kernel.value({ keys, length: 2, random: null })));
      const value = kernel.value(all);
      // Of novelty: the mean over orders in which some item has events, weighted alike.
      expect(value).toBeCloseTo(kernel.value({ ...all, random: null }), 12);
      expect(value).toBeCloseTo(expected, 12);
    }
  });
});

function permutations(values: number[]): number[][] {
  if (values.length < 2) return [values];
  return values.flatMap((value) =>
    permutations(values.filter((each) => each !== value)).map((rest) => [value, ...rest]),
  );
}
