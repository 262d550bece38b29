import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findComparedRows } from '../../../electron/engine/skew/comparedRows';
import { FeatureThreads } from '../../../electron/engine/skew/featureRunner';
import { readWork } from '../../../electron/engine/skew/featureWork';
import { type FeatureWork, measureFeature } from '../../../electron/engine/skew/measureFeature';
import { measureSkew } from '../../../electron/engine/skew/measureSkew';
import { readPairFacts } from '../../../electron/engine/skew/pairFacts';
import { planFeatures } from '../../../electron/engine/skew/plannedFeatures';
import { orderedSide, orderLike } from '../../../electron/engine/skew/valueOrder';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { type SkewColumn, skewSession } from './support/skewSession';

const number = (name: string, s: (number | null)[] | null, t: (number | null)[] | null): SkewColumn => {
  return { name, kind: 'number', type: 'DOUBLE', s, t };
};
const requests = [0, 0, 0, 1];

describe('what is compared', () => {
  it('says of features of one side why they have no figures', async () => {
    const session = await skewSession({
      requests,
      columns: [
        number('both', [1, 2, 3, 4], [1, 2, 3, 5]),
        number('a', [1, 1, 1, 1], null),
        number('b', null, [1, 1, 1, 1]),
      ],
    });
    const { features } = await measureSkew(session);
    expect(features.map(({ feature, onlyIn, rowMismatch }) => [feature, onlyIn, rowMismatch])).toEqual([
      ['both', null, 0.25],
      ['a', 'log', null],
      ['b', 'recomputed', null],
    ]);
    expect(features[0]!.reason).toBeNull();
    expect(features[1]!.reason).toContain('the recomputed features lack it');
    expect(features[2]!.reason).toContain('the log lacks it');
  });

  it('tells a clash of types, and compares no value of it', async () => {
    const clash = {
      ...number('f', [1, 0, null, null], null),
      t: ['1', null, 'x', null],
      other: 'VARCHAR',
      fallback: 0,
    };
    const [feature] = (await measureSkew(await skewSession({ requests, columns: [clash as SkewColumn] }))).features;
    expect(feature).toMatchObject({
      classes: { type_clash: 1, default_vs_missing: 1, serve_missing: 1, both_missing: 1, match: 0 },
      drift: null,
      errors: null,
      reason: expect.stringContaining('The log holds numbers, the recomputed features text'),
    });
  });

  it('is what is asked for; an unknown feature and a session without recomputed ones are errors', async () => {
    const session = await skewSession({
      requests,
      columns: [number('f', [1, 2, 3, 4], [1, 2, 3, 4]), number('g', [1, 2, 3, 4], [1, 2, 3, 4])],
    });
    expect((await measureSkew(session, { features: ['g'] })).features.map(({ feature }) => feature)).toEqual(['g']);
    await expect(measureSkew(session, { features: ['h'] })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('"h"'),
      hint: expect.stringContaining('f, g'),
    });
    await session.db.run({ text: 'DROP TABLE features_recomputed' });
    await expect(measureSkew(session)).rejects.toMatchObject({
      code: 'input',
      hint: expect.stringContaining('recomputed:'),
    });
  });

  it('may be nothing', async () => {
    const session = await skewSession({ requests, columns: [number('f', [1, 2, 3, 4], [1, 2, 3, 4])] });
    const found = await measureSkew(session, { rows: new Uint8Array(4) });
    expect(found).toMatchObject({ rows: 0, requests: 0, coverage: { matched: 4, loggedOnly: 0 } });
    expect(found.features[0]).toMatchObject({ rowMismatch: null, drift: null, onset: null, splitCross: null });
    expect(found.features[0]!.reason).toBe('No row has logged and recomputed features.');
  });

  it('is as wide as float16 where the log keeps that, and as long as a second in any unit of time', async () => {
    const columns: SkewColumn[] = [
      number('half', [0.0999755859375, 1, 2, 3], [0.1, 1, 2, 3]),
      {
        ...number('ms', [1.7e12, 1.7e12, 1.7e12, 1.7e12], [1.7e12, 1.7e12 + 999, 1.7e12 + 1000, 1.7e12 + 1001]),
        kind: 'time',
      },
    ];
    const session = await skewSession({ requests, columns });
    const mismatch = async (halves: string[]) =>
      (await measureSkew(session, { halves: new Set(halves) })).features.map(({ rowMismatch }) => rowMismatch);
    expect(await mismatch([])).toEqual([0.25, 0.25]);
    expect(await mismatch(['half'])).toEqual([0, 0.25]);
  });

  it('is the row level alone where that is asked for', async () => {
    const columns = [
      number('f', [1, 2, 3, 4], [1, 2, 3, 5]),
      { ...number('i', [1, 2, 3, 4], [1, 2, 3, 5]), kind: 'id' as const },
    ];
    const { features } = await measureSkew(await skewSession({ requests, columns }), { level: 'rows' });
    for (const feature of features)
      expect(feature).toMatchObject({ rowMismatch: 0.25, drift: null, ranks: null, reason: null });
    expect(features[0]!.errors).toMatchObject({ rows: 4, bias: -0.25 });
  });

  it('counts requests, not rows, as draws of a feature that each request holds once', async () => {
    const columns = [number('constant', [1, 1, 1, 2], [1, 1, 1, 2]), number('f', [1, 2, 1, 2], [1, 2, 1, 2])];
    const { features } = await measureSkew(await skewSession({ requests, columns }));
    // Two heavy values, and no other bin with rows: (2 - 1)(1/2 + 1/2), or (2 - 1)(1/4 + 1/4).
    expect(features.map(({ drift }) => drift!.psiNoiseFloor)).toEqual([1, 0.5]);
  });
});

describe('when mismatches begin', () => {
  // Ten days of 100 requests of one row an hour; `fails` says how many of them.
  const onsetOf = async (fails: (hour: number) => number, rowsPerRequest = 1) => {
    const rows = 240 * 100;
    const hours = Array.from({ length: rows }, (_, row) => 480_000 + Math.floor(row / 100));
    const t = hours.map((hour, row) => (row % 100 < fails(hour - 480_000) ? 2 : 1));
    const session = await skewSession({
      requests: hours.map((_, row) => Math.floor(row / rowsPerRequest)),
      hours,
      columns: [number('f', new Array(rows).fill(1), t)],
    });
    const { features } = await measureSkew(session, { level: 'rows' });
    return { onset: features[0]!.onset!, designEffect: features[0]!.designEffect! };
  };
  const start = 480_000 * 3_600_000;
  const timeOf = (hour: number, length: number) => new Date(start + hour * 3_600_000).toISOString().slice(0, length);

  it('is found to the hour, against the same hour of other days', async () => {
    const daily = (hour: number) => (hour % 24 === 3 || hour % 24 === 4 ? 50 : 0);
    expect((await onsetOf(daily)).onset).toMatchObject({ bucket: 'hour', onset: null, chronic: true });
    const worse = await onsetOf((hour) => daily(hour) || (hour >= 120 ? 20 : 0));
    expect(worse.onset).toMatchObject({ bucket: 'hour', onset: timeOf(120, 16) });
    expect(worse.designEffect).toBeCloseTo(1, 1);
  });

  it('is not two requests that fail as a whole', async () => {
    const twice = (hour: number) => (hour === 100 || hour === 101 ? 20 : 0);
    expect((await onsetOf(twice)).onset.onset).toBe(timeOf(100, 16));
    const whole = await onsetOf(twice, 20);
    expect(whole.designEffect).toBeCloseTo(20, 6);
    expect(whole.onset).toMatchObject({ bucket: 'day', onset: null });
  });
});

describe('a long run', () => {
  const columns = Array.from({ length: 6 }, (_, i) => number(`f${i}`, [1, 2, 3, 4], [1, 2, 3, i]));

  it('tells a step a feature', async () => {
    const steps: number[][] = [];
    await measureSkew(await skewSession({ requests, columns }), { progress: (...step) => steps.push(step) });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  });

  it('ends between features when it is canceled', async () => {
    const controller = new AbortController();
    const session = await skewSession({ requests, columns });
    const running = measureSkew(session, { signal: controller.signal, progress: () => controller.abort() });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect((await measureSkew(session)).features).toHaveLength(6);
  });
});

describe('threads', () => {
  const bundle = path.resolve('out/test/skewProgram.cjs');
  beforeAll(() =>
    bundleNode({
      entry: 'test/engine/scoring/support/workerProgram.ts',
      outFile: bundle,
      target: 'node20',
      banner: '',
    }),
  );

  async function prepared() {
    const random = seededRandom(5);
    const values = Array.from({ length: 500 }, () => (random.next(9) === 0 ? null : nextUnit(random)));
    const texts = values.map((value) => (value === null ? null : `t${Math.round(value * 20)}`));
    const session = await skewSession({
      requests: values.map((_, row) => row >> 4),
      columns: [
        number(
          'f',
          values,
          values.map((value, row) => (row % 9 === 0 ? 1 : value)),
        ),
        {
          name: 'text',
          kind: 'category',
          type: 'VARCHAR',
          s: texts,
          t: texts.map((text, row) => (row % 5 ? text : 'x')),
        },
      ],
    });
    const rows = await findComparedRows(session.db, null);
    const facts = await readPairFacts(session.db, rows, { zone: 'UTC', outcomes: ['click'], reference: null });
    const planned = await planFeatures(session, null);
    const works = () =>
      Promise.all(
        planned.map((each) => readWork(session.db, rows, each, { isHalf: false, splits: null, isWhole: true })),
      );
    return { facts, works };
  }

  it('give the same as here, more features than threads', async () => {
    const { facts, works } = await prepared();
    const here = (await works()).map((work) => measureFeature(work, facts));
    const threads = new FeatureThreads(bundle, facts, 2);
    try {
      expect(await Promise.all((await works()).map((work) => threads.run(work)))).toEqual(here);
      expect(await Promise.all((await works()).map((work) => threads.run(work)))).toEqual(here);
    } finally {
      threads.close();
    }
  });

  it('end when they are canceled, and say why one was lost', async () => {
    const { facts, works } = await prepared();
    const controller = new AbortController();
    const threads = new FeatureThreads(bundle, facts, 1, controller.signal);
    const broken = { s: { storage: 'number' }, t: { storage: 'text' } } as unknown as FeatureWork;
    await expect(
      threads.run({ ...broken, s: { storage: 'number', values: null as never, places: null } }),
    ).rejects.toThrow();
    const [work, next] = await works();
    const running = threads.run(work!);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(threads.run(next!)).rejects.toMatchObject({ code: 'cancelled' });
    threads.close();
  });
});

describe('the order of values', () => {
  it('is that of a sort, NaN last, from scratch or from a similar side', () => {
    const random = seededRandom(11);
    const draw = () =>
      [NaN, Infinity, -Infinity, 0, -0, 1e-310, -1e-310, 1e308, nextUnit(random) - 0.5, random.next(5)][
        random.next(10)
      ]!;
    for (let round = 0; round < 50; round++) {
      const s = Float64Array.from({ length: 300 }, draw);
      const t = s.map((value) => (random.next(round + 1) === 0 ? draw() : value));
      const served = orderedSide(s);
      for (const [values, { order, sorted }] of [
        [s, served],
        [t, orderLike(served, s, t)],
      ] as const) {
        const expected = Array.from(values, (value) => value + 0).sort(byValue);
        expect(Array.from(order, (row) => values[row]! + 0)).toEqual(expected);
        expect([...sorted]).toEqual(expected.filter((value) => !Number.isNaN(value)));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from(values.keys()));
      }
    }
  });

  it('tells apart numbers whose upper halves are equal', () => {
    const random = seededRandom(12);
    const values = Float64Array.from({ length: 2000 }, () => 1_700_000_000 + random.next(1_000_000) / 1e6);
    expect(orderedSide(values).sorted).toEqual(values.toSorted());
    const few = values.map((value, i) => (i % 50 === 0 ? value : i));
    expect(orderedSide(few).sorted).toEqual(few.toSorted());
  });
});

function byValue(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
