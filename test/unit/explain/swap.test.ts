import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchScorer } from '../../../shared/explain/batchScorer';
import { type Changeable, changeableOf } from '../../../shared/explain/changeable';
import { findSwap } from '../../../shared/explain/findSwap';
import { curveValues, positionAmong, rankCurve } from '../../../shared/explain/rankCurve';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { nextUp, splitSides } from '../../../shared/trees/splitSides';
import { randomForest, unitsFrom } from '../trees/support/randomForest';

const scorerOf =
  (f: (x: number[]) => number): BatchScorer =>
  async ({ rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) => f(columns.map((column) => column[row]!)));

const number = (feature: number, candidates: number[], unit: number): Changeable => ({
  feature,
  name: `x${feature + 1}`,
  candidates: Float64Array.from(candidates),
  unit,
  between: true,
});

describe('findSwap', () => {
  it('solves the worked example of E4', async () => {
    // f = 2 x1 + x2, A = (1, 1): 3, B = (1, 2): 4. x1 must pass 1.5 (cost .5/.5), x2 must pass 2 (cost 1/2).
    const problem = { scorer: scorerOf(([a, b]) => 2 * a! + b!), a: Float64Array.of(1, 1), scoreA: 3, scoreB: 4 };
    const features = [number(0, [0, 0.5, 2, 3], 0.5), number(1, [0, 2, 3], 2)];
    const both = await findSwap({ ...problem, features });
    expect(both).toMatchObject({ direction: 'above', swap: { changes: [{ name: 'x2', from: 1 }] } });
    // "Just above" is the margin of 4e-6 away.
    expect(both.swap!.changes[0]!.to).toBeCloseTo(2, 5);
    expect(both.swap!.distance).toBeCloseTo(0.5, 5);
    const first = await findSwap({ ...problem, features: features.slice(0, 1) });
    expect(first.swap!.changes[0]!.to).toBeCloseTo(1.5, 5);
    expect(first.swap!.distance).toBeCloseTo(1, 5);
    expect(first.swap!.score).toBeGreaterThan(4);
  });

  it('finds pairs where no single feature does it, and says when nothing does', async () => {
    const f = scorerOf((x) => x.reduce((sum, value) => sum + Math.min(value, 1), 0));
    const features = [0, 1, 2, 3, 4].map((at) => number(at, [0.5, 1, 2], 1));
    const at = (scoreB: number) =>
      findSwap({ scorer: f, a: new Float64Array(5), scoreA: 0, scoreB, features }, { batchRows: 16 });
    const pair = (await at(1.4)).swap!;
    expect(pair.changes).toHaveLength(2);
    expect(pair.distance).toBeCloseTo(1.4, 5);
    expect((await at(3.2)).swap!.changes).toHaveLength(4);
    const none = await at(4.5);
    expect(none.swap).toBeNull();
    expect(none.nearest).toMatchObject({ score: 4 });
  });

  it('lets an item fall where it stands above already', async () => {
    const f = scorerOf(([a]) => a!);
    const found = await findSwap({
      scorer: f,
      a: Float64Array.of(5),
      scoreA: 5,
      scoreB: 2,
      features: [number(0, [1, 4], 1)],
    });
    expect(found.direction).toBe('below');
    expect(found.swap!.changes[0]!.to).toBeCloseTo(2, 5);
    expect(found.swap!.score).toBeLessThan(2);
  });

  it('finds the least change of one feature of a forest that any value gives', async () => {
    const shape = {
      trees: 5,
      leaves: 9,
      features: 3,
      outputs: 1,
      aggregate: 'sum' as const,
      baseFirst: true,
      kinds: [0, 1, 2, 3],
      chain: 0.3,
    };
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const random = unitsFrom(seed);
        const trees = randomForest(random, { ...shape, precision: 'float64' });
        const scorer = scorerOf((x) => scoreRow(trees, x)[0]!);
        const a = Float64Array.from({ length: 3 }, () => (random() - 0.5) * 6);
        const scoreA = scoreRow(trees, a)[0]!;
        const scoreB = scoreA + random() * 3;
        const sides = splitSides(trees, 0);
        const features = sides.map((candidates, at) => ({ ...number(at, [...candidates], 1), between: false }));
        const { swap } = await findSwap({ scorer, a, scoreA, scoreB, features });
        let least = Number.POSITIVE_INFINITY;
        for (let feature = 0; feature < 3; feature++) {
          for (let step = 0; step < 400; step++) {
            const to = (step - 200) / 25;
            const score = scoreRow(trees, a.with(feature, to))[0]!;
            if (score > scoreB + 1e-6 * Math.max(1, Math.abs(scoreB)))
              least = Math.min(least, Math.abs(to - a[feature]!));
          }
        }
        if (least < Number.POSITIVE_INFINITY) {
          expect(swap!.changes).toHaveLength(1);
          expect(swap!.distance).toBeLessThanOrEqual(least + 1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('changeableOf', () => {
  const facts = { feature: 0, name: 'f', own: 1, other: 2, reference: Float64Array.of(0, 1, 2, 3, 4), sides: null };

  it('measures in MAD, else in standard deviations, else freezes the feature', () => {
    expect(changeableOf({ ...facts, kind: 'number' })).toMatchObject({ unit: 1, between: true });
    const spike = { ...facts, kind: 'number', reference: Float64Array.of(1, 1, 1, 1, 6) };
    expect((changeableOf(spike) as Changeable).unit).toBeCloseTo(Math.sqrt(5), 12);
    expect(changeableOf({ ...facts, kind: 'number', reference: Float64Array.of(1, 1) })).toMatch(/the same/);
  });

  it('freezes ids, times and what the item lacks', () => {
    for (const kind of ['id', 'time', 'text', 'list']) expect(changeableOf({ ...facts, kind })).toMatch(/^an? /);
    expect(changeableOf({ ...facts, kind: 'number', own: Number.NaN })).toMatch(/missing/);
  });

  it('tries only values that occur where the kind is a count', () => {
    const found = changeableOf({ ...facts, kind: 'count', other: 7 }) as Changeable;
    expect([...found.candidates]).toEqual([0, 2, 3, 7]);
    expect(found.between).toBe(false);
  });
});

describe('rank curves', () => {
  const rivals = [
    { item: 'a', score: 3 },
    { item: 'c', score: 1 },
    { item: 'd', score: Number.NaN },
  ];

  it('place a score by the rule of ties', () => {
    expect(positionAmong('b', 4, rivals)).toBe(1);
    expect(positionAmong('b', 3, rivals)).toBe(1);
    expect(positionAmong('A', 3, rivals)).toBe(2);
    expect(positionAmong('b', 1, rivals)).toBe(3);
    expect(positionAmong('b', 0, rivals)).toBe(3);
    expect(positionAmong('b', Number.NaN, rivals)).toBe(4);
  });

  it('follow one feature with the rivals fixed', async () => {
    const f = scorerOf(([x, y]) => x! + y!);
    const values = Float64Array.of(0, 1, 2, 3);
    const curve = await rankCurve(f, Float64Array.of(9, 0.5), [0], values, { item: 'b', rivals });
    expect([...curve.scores]).toEqual([0.5, 1.5, 2.5, 3.5]);
    expect([...curve.positions]).toEqual([3, 2, 2, 1]);
  });

  it('are drawn over the range of the reference rows and through the own value', () => {
    const reference = Float64Array.from({ length: 50 }, (_, at) => at);
    const values = curveValues(60.5, reference, [-5, 0.25, 70]);
    expect([...values]).toEqual([0, 0.25, 60.5]);
    const many = curveValues(
      0.5,
      reference,
      Array.from({ length: 5000 }, (_, at) => at / 100),
    );
    expect(many.length).toBeLessThanOrEqual(402);
    expect([many[0], many.at(-1)]).toEqual([0, 49]);
    expect(many).toContain(0.5);
    expect(curveValues(Number.NaN, new Float64Array(0), [1]).length).toBe(0);
  });
});

describe('split sides', () => {
  it('are neighbors in the precision of the model', () => {
    expect(nextUp(1, 'float64')).toBe(1 + Number.EPSILON);
    expect(nextUp(-1, 'float64')).toBeGreaterThan(-1);
    expect(nextUp(0, 'float64')).toBe(Number.MIN_VALUE);
    expect(nextUp(-0, 'float32')).toBe(2 ** -149);
    expect(nextUp(1, 'float32')).toBe(1 + 2 ** -23);
    expect(nextUp(Number.POSITIVE_INFINITY, 'float32')).toBe(Number.POSITIVE_INFINITY);
  });
});
