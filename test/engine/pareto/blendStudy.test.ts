import { describe, expect, it } from 'vitest';
import { blendStudy } from '../../../electron/engine/pareto/blendStudy';
import { orderList } from '../../../shared/metrics/orderList';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import type { RandomLog } from '../support/randomLog';
import { caseWeights, paretoOf, weighted, weightLog, weightSession } from './weightLog';

const log = weightLog(11, 300);
const wish = { preset: null, metrics: null, seed: 0, inference: true };

async function blendOf(weights: Record<string, number>) {
  const { db, source, set } = await weightSession(log);
  try {
    return await blendStudy(source, set, weighted, { ...wish, weights });
  } finally {
    await db.close();
  }
}

/** Item ids of every request in the order of a weighted sum. */
function listsOf({ rows, requests }: RandomLog, [click, order]: readonly number[]): string[][] {
  return Array.from({ length: requests }, (_, request) => {
    const own = rows.filter((row) => row.request === request);
    const scores = own.map(({ scores: [a, b] }) => (a === null ? Number.NaN : click! * a! + order! * b!));
    const items = own.map(({ item }) => item);
    const ranked = orderList(Float64Array.from(scores), items, { ties: 'id', precision: 'f64' });
    return Array.from(ranked.order, (row) => items[row]!);
  });
}

describe('lists under other weights', () => {
  it('have the values that the study gives, and the moves of the lists themselves', async () => {
    const weights = { relevance: 0.2, other: 5 };
    const result = await blendOf(weights);
    const study = await paretoOf(log, { weights: [weights], halves: false });
    result.values.forEach((value, m) => {
      const point = study.points[1]!.values[m]!;
      expect(value.value).toBeCloseTo(point.value!, 12);
      expect(value.current).toBeCloseTo(study.points[0]!.values[m]!.value!, 12);
      expect(value.delta).toBeCloseTo(point.versusCase!.delta!, 12);
    });
    const [before, after] = [listsOf(log, caseWeights), listsOf(log, [0.2, 5])];
    const differ = (same: (a: string[], b: string[]) => boolean) =>
      before.filter((list, r) => !same(list.slice(0, 10), after[r]!.slice(0, 10))).length;
    const shifts = before.flatMap((list, r) => list.map((item, i) => Math.abs(i - after[r]!.indexOf(item))));
    expect(result.lists).toEqual({
      k: 10,
      requests: before.filter((list) => list.length > 0).length,
      otherItems: differ((a, b) => a.every((item) => b.includes(item))),
      otherOrder: differ((a, b) => a.join('\n') === b.join('\n')),
      meanShift: expect.closeTo(shifts.reduce((sum, each) => sum + each, 0) / shifts.length, 12),
    });
  });

  it('show the list that moves most, in its new order', async () => {
    const { preview } = await blendOf({ relevance: 0, other: 1 });
    const request = Number(preview!.request.slice(1));
    const column = (name: string) => columnOf(preview!.table, name);
    const cells = (name: string) => Array.from({ length: preview!.table.rows }, (_, row) => cellAt(column(name), row));
    const now = listsOf(log, [0, 1])[request]!;
    const before = listsOf(log, caseWeights)[request]!;
    expect(cells('item_id')).toEqual(now);
    expect(cells('rank')).toEqual(now.map((_, i) => i + 1));
    expect(cells('rank_case')).toEqual(now.map((item) => before.indexOf(item) + 1));
    expect(cells('prediction:other')).toHaveLength(now.length);
  });

  it('have their means without intervals where those are not asked for', async () => {
    const weights = { relevance: 2, other: 1 };
    const { db, source, set } = await weightSession(log);
    const [full, plain] = [
      await blendStudy(source, set, weighted, { ...wish, weights }),
      await blendStudy(source, set, weighted, { ...wish, weights, inference: false }),
    ];
    await db.close();
    plain.values.forEach(({ value, delta, ci, ciReason }, m) => {
      expect({ value, delta }).toEqual({ value: full.values[m]!.value, delta: full.values[m]!.delta });
      expect([ci, ciReason]).toEqual([null, 'intervals were not asked for']);
      expect(full.values[m]!.ci![0]).toBeLessThanOrEqual(full.values[m]!.delta!);
    });
  });

  it("move nothing under the case's own weights", async () => {
    const same = await blendOf({ relevance: 1, other: 3 });
    expect(same.lists).toMatchObject({ otherItems: 0, otherOrder: 0, meanShift: 0 });
    expect(same.preview).toBeNull();
    expect(same.values.map(({ delta }) => delta)).toEqual([0, 0]);
  });
});
