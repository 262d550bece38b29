import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexPart } from '../../../shared/pareto/convexPart';
import { dominates, statisticallyDominated } from '../../../shared/pareto/dominance';
import { paretoFront } from '../../../shared/pareto/front';
import { hypervolume } from '../../../shared/pareto/hypervolume';

/** The table of definitions.md H2: (CTR, CVR) of five weights. */
const worked = [
  [0.1, 0.02],
  [0.12, 0.019],
  [0.13, 0.014],
  [0.15, 0.013],
  [0.11, 0.018],
];

const coordinate = fc.integer({ min: 0, max: 12 }).map((step) => step / 40);
const pointsOf = (objectives: number, minLength = 1) =>
  fc.array(fc.array(coordinate, { minLength: objectives, maxLength: objectives }), { minLength, maxLength: 24 });
const anyPoints = fc.integer({ min: 1, max: 4 }).chain((objectives) => pointsOf(objectives));

function naiveFront(points: readonly number[][]): number[] {
  return points.map((point) => (points.some((other) => dominates(other, point)) ? 0 : 1));
}

/** Above every segment between two others that span it, and not below another point of the front. */
function onUpperHull(points: readonly number[][], i: number): boolean {
  const [x, y] = points[i] as [number, number];
  for (const [x1, y1] of points as [number, number][]) {
    for (const [x2, y2] of points as [number, number][]) {
      if (x1 < x && x < x2 && y1 + ((y2 - y1) * (x - x1)) / (x2 - x1) > y + 1e-9) return false;
    }
  }
  return true;
}

describe('the Pareto front', () => {
  it('is the worked table of H2', () => {
    const front = paretoFront(worked);
    expect([...front]).toEqual([1, 1, 1, 1, 0]);
    expect(dominates(worked[1]!, worked[4]!)).toBe(true);
    expect([...convexPart(worked, front)]).toEqual([1, 1, 0, 1, 0]);
    // Strips from the right: .05 × .003 + .03 × .001 + .02 × .005; w0 lies on the reference's left edge.
    expect(hypervolume(worked, [0.1, 0.01])).toBeCloseTo(0.00028, 12);
  });

  it('leaves differences within the tolerance undecided', () => {
    expect(dominates([0.1 + 5e-13, 0.2], [0.1, 0.2])).toBe(false);
    expect(dominates([0.1 - 5e-13, 0.3], [0.1, 0.2])).toBe(true);
    expect([
      ...paretoFront([
        [0.1 - 5e-13, 0.3],
        [0.1, 0.2],
        [0.1 + 5e-13, 0.3],
      ]),
    ]).toEqual([1, 0, 1]);
  });

  it('leaves points without a value out', () => {
    const points = [
      [0.3, Number.NaN],
      [0.1, 0.1],
      [Number.NaN, Number.NaN],
    ];
    expect([...paretoFront(points)]).toEqual([0, 1, 0]);
    expect([...paretoFront(points.map((point) => [...point, 0]))]).toEqual([0, 1, 0]);
    expect(paretoFront([])).toHaveLength(0);
  });

  it('agrees with all comparisons, and nobody is left undominated outside', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const front = [...paretoFront(points)];
        expect(front).toEqual(naiveFront(points));
        expect(front).toContain(1);
        const kept = points.filter((_, i) => front[i] === 1);
        for (const point of points.filter((_, i) => front[i] === 0)) {
          expect(kept.some((other) => dominates(other, point))).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order of points, nor on a dominated one more', () => {
    fc.assert(
      fc.property(anyPoints, fc.nat(), (points, turn) => {
        const by = turn % points.length;
        const turned = [...points.slice(by), ...points.slice(0, by)];
        const front = [...paretoFront(points)];
        expect([...paretoFront(turned)]).toEqual([...front.slice(by), ...front.slice(0, by)]);
        const worse = points[front.indexOf(1)]!.map((value) => value - 0.01);
        expect([...paretoFront([...points, worse])]).toEqual([...front, 0]);
      }),
    );
  });
});

describe('the convex part', () => {
  it('is the upper hull of two objectives', () => {
    fc.assert(
      fc.property(pointsOf(2), (points) => {
        const front = paretoFront(points);
        const expected = points.map((_, i) => (front[i] === 1 && onUpperHull(points, i) ? 1 : 0));
        expect([...convexPart(points, front)]).toEqual(expected);
      }),
    );
  });

  it('holds what any weights put first', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(pointsOf(3), weights, (points, w) => {
        const front = paretoFront(points);
        const values = points.map((point) => point.reduce((sum, value, k) => sum + w[k]! * value, 0));
        const best = values.indexOf(Math.max(...values));
        expect(convexPart(points, front)[best]).toBe(1);
      }),
    );
  });
});

describe('the hypervolume', () => {
  it('never falls when a point is added, and grows only by undominated ones', () => {
    fc.assert(
      fc.property(pointsOf(2), fc.tuple(coordinate, coordinate), (points, added) => {
        const before = hypervolume(points, [0.02, 0.02]);
        const after = hypervolume([...points, added], [0.02, 0.02]);
        expect(after).toBeGreaterThanOrEqual(before - 1e-15);
        const dominated = points.some((point) => point[0]! >= added[0] && point[1]! >= added[1]);
        if (dominated) expect(after).toBeCloseTo(before, 15);
      }),
    );
  });

  it('is that of the front alone, and 0 where nothing is above the reference', () => {
    fc.assert(
      fc.property(pointsOf(2), (points) => {
        const front = paretoFront(points);
        const kept = points.filter((_, i) => front[i] === 1);
        expect(hypervolume(kept, [0, 0])).toBeCloseTo(hypervolume(points, [0, 0]), 12);
        expect(hypervolume(points, [1, 1])).toBe(0);
      }),
    );
  });
});

describe('statistical dominance', () => {
  it.each([
    [
      [
        [0.001, 0.004],
        [-0.001, 0.002],
      ],
      true,
    ],
    [
      [
        [0.001, 0.004],
        [-0.003, -0.001],
      ],
      false,
    ],
    [
      [
        [-0.001, 0.004],
        [-0.001, 0.002],
      ],
      false,
    ],
    [
      [
        [0.001, 0.004],
        [null, null],
      ],
      false,
    ],
  ])('of %j is %s', (intervals, expected) => {
    const differences = (intervals as [number | null, number | null][]).map(([lo, hi]) => ({ lo, hi }));
    expect(statisticallyDominated(differences)).toBe(expected);
  });
});
