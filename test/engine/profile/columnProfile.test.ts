import { describe, expect, it } from 'vitest';
import { columnProfile, type ProfileRequest } from '../../../electron/engine/profile/columnProfile';
import { openSlices } from '../slices/sliceCase';

async function profiled(values: string, type: string, options: Partial<ProfileRequest> = {}) {
  const { session, slices } = await openSlices();
  await session.db.run({
    text: `CREATE OR REPLACE TABLE scores_1 AS SELECT (row_number() OVER () - 1)::INTEGER AS row_id, v::${type} AS "v ""1""" FROM (VALUES ${values}) t(v)`,
  });
  const request = {
    ...{ table: 'scores_1', column: 'v "1"', type, columns: ['row_id', 'v "1"'], tableRows: 5, slice: null, bins: 4 },
    ...options,
  };
  return columnProfile(slices, request);
}

describe('a column profile', () => {
  it('counts what is missing, distinct and most frequent', async () => {
    const found = await profiled("('a'), ('b'), ('a'), (NULL), ('é')", 'VARCHAR');
    expect(found).toMatchObject({ kind: 'text', rows: 5, nulls: 1, distinct: 3, distinctExact: true, histogram: null });
    expect(found.top).toEqual([
      { value: 'a', rows: 2 },
      { value: 'b', rows: 1 },
      { value: 'é', rows: 1 },
    ]);
    expect([found.min, found.max, found.mean]).toEqual(['a', 'é', null]);
  });

  it('puts every finite number into one of its bins, the bounds included', async () => {
    const found = await profiled("('0'), ('1'), ('2'), ('8'), ('inf'), ('-inf'), ('nan'), (NULL)", 'DOUBLE', {
      tableRows: 8,
    });
    expect(found.histogram).toEqual({ edges: [0, 2, 4, 6, 8], counts: [2, 1, 0, 1] });
    expect([found.min, found.max, found.mean]).toEqual([0, 8, 2.75]);
    expect([found.nan, found.infinite, found.negativeInfinite, found.nulls]).toEqual([1, 1, 1, 1]);
    expect(found.quantiles.find(({ share }) => share === 0.5)?.value).toBe(1);
  });

  it('has one bin for a constant and none for nothing', async () => {
    expect((await profiled('(3), (3)', 'DOUBLE')).histogram).toEqual({ edges: [3, 3], counts: [2] });
    expect((await profiled("(NULL), ('nan'), ('inf')", 'DOUBLE')).histogram).toBeNull();
    const empty = await profiled('(1)', 'INTEGER', { slice: 'false' });
    expect(empty).toMatchObject({ rows: 0, nulls: 0, min: null, max: null, mean: null, quantiles: [], top: [] });
  });

  it('gives each of few whole numbers a bin of its own, with the number in its middle', async () => {
    const found = await profiled('(1), (2), (2), (3)', 'INTEGER', { bins: 30 });
    expect(found.histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5], counts: [1, 2, 1] });
    const many = await profiled('(0), (50), (99)', 'BIGINT', { bins: 10 });
    expect(many.histogram?.counts).toHaveLength(10);
  });

  it('survives numbers at the end of their range', async () => {
    const found = await profiled('(-1.7e308), (1.7e308), (5e-324)', 'DOUBLE');
    expect(found.histogram?.counts.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(found.max).toBe(1.7e308);
  });

  it('reads times as milliseconds, and lists only as present or not', async () => {
    const time = await profiled("('2026-07-01'), ('2026-07-03')", 'TIMESTAMP', { type: 'TIMESTAMP' });
    expect([time.kind, time.min, time.max]).toEqual(['time', Date.UTC(2026, 6, 1), Date.UTC(2026, 6, 3)]);
    expect(time.histogram?.counts).toEqual([1, 0, 0, 1]);
    const list = await profiled('([1, 2]), (NULL)', 'INTEGER[]');
    expect(list).toMatchObject({ kind: 'list', nulls: 1, distinct: null, top: [] });
    expect((await profiled('(true), (false), (true)', 'BOOLEAN')).top[0]).toEqual({ value: 'true', rows: 2 });
  });

  it('is of the rows that a slice selects, where the table has them', async () => {
    const found = await profiled('(10), (20), (30), (40), (50)', 'INTEGER', { slice: "device = 'web'" });
    expect(found).toMatchObject({ sliced: true, rows: 2, min: 10, max: 20 });
    const { slices } = await openSlices();
    const requests = { table: 'requests', column: 'rows', type: 'INTEGER', columns: ['request_index', 'rows'] };
    const rest = { tableRows: 3, slice: 'position = 2', bins: 3 };
    expect(await columnProfile(slices, { ...requests, ...rest })).toMatchObject({ rows: 2, sliced: true });
    const items = { table: 'items', column: 'price', type: 'DOUBLE', columns: ['item_id', 'price'] };
    expect(await columnProfile(slices, { ...items, ...rest })).toMatchObject({ rows: 4, sliced: false });
  });
});
