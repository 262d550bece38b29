import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchScorer, toColumns } from '../../../shared/explain/batchScorer';
import { shapleyOf } from '../../../shared/explain/exactShapley';
import { shapley } from '../../../shared/explain/shapley';
import { ForestBuilder } from '../../../shared/trees/forestBuilder';
import { goesLeft } from '../../../shared/trees/goesLeft';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { pathDependentShap } from '../../../shared/trees/shap/pathDependentShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { randomForest, randomRows, unitsFrom } from './support/randomForest';

/** The tree of the worked example E12. */
function e12(): TreeEnsemble {
  const forest = new ForestBuilder();
  forest.addTree(0, 5);
  forest.feature.set([0, 1]);
  forest.threshold.set([0.5, 0.5]);
  forest.kind.set([1, 1]);
  forest.left.set([1, 3]);
  forest.right.set([2, 4]);
  forest.value.set([0, 0, 5, 1, 3]);
  forest.cover.set([100, 60, 40, 40, 20]);
  const link = { name: 'none' as const, scale: 1 };
  const head = {
    featureNames: ['x1', 'x2'],
    outputs: 1,
    base: Float64Array.of(0),
    aggregate: 'sum' as const,
    baseFirst: true,
    link,
  };
  return forest.finish({ ...head, precision: 'float64' }, (_, text) => new Error(text));
}

describe('the worked example E12', () => {
  const game = treeGame(e12());
  const paths = rowPaths(
    game.trees,
    toColumns([
      [0, 1],
      [1, 0],
      [0, 0],
    ]),
  );

  it('has its path-dependent values', () => {
    const { base, score, contributions } = pathDependentShap(game, paths, 0);
    // 0.4 * 5 + 0.4 * 1 + 0.2 * 3 = 3; f = 3. v(1) = 5/3, v(2) = 0.6 * 3 + 0.4 * 5 = 3.8.
    expect(base).toBeCloseTo(3, 12);
    expect(score).toBe(3);
    expect(contributions[0]).toBeCloseTo(-1.066667, 6);
    expect(contributions[1]).toBeCloseTo(1.066667, 6);
  });

  it('has its interventional values', () => {
    const { base, contributions } = interventionalShap(game, paths, 0, [1, 2]);
    expect(base).toBe(3);
    expect([...contributions]).toEqual([-1.5, 1.5]);
  });
});

const wish = fc.record({
  seed: fc.integer(),
  trees: fc.integer({ min: 1, max: 4 }),
  leaves: fc.integer({ min: 1, max: 16 }),
  features: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 2 }),
  precision: fc.constantFrom('float32' as const, 'float64' as const),
  aggregate: fc.constantFrom('sum' as const, 'average' as const),
  baseFirst: fc.boolean(),
  kinds: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
  chain: fc.constantFrom(0, 0.5, 1),
});

/** A forest with covers that add up, rows of it, and its features dealt into groups. */
function drawn({ seed, ...given }: typeof wish extends fc.Arbitrary<infer T> ? T : never) {
  const random = unitsFrom(seed);
  const trees = randomForest(random, given);
  trees.cover = new Float64Array(trees.feature.length);
  for (const root of trees.roots) spreadCover(trees, root, 1000, random);
  const rows = rowsOf(randomRows(random, 5, given.features), given.features);
  const groups: number[][] = [];
  for (let feature = 0; feature < given.features; feature++) {
    if (groups.length > 0 && random() < 0.3) groups.at(-1)!.push(feature);
    else groups.push([feature]);
  }
  return { trees, rows, groups, output: given.outputs - 1 };
}

function spreadCover(trees: TreeEnsemble, node: number, cover: number, random: () => number): void {
  trees.cover![node] = cover;
  if (trees.feature[node]! < 0) return;
  const left = Math.floor(random() * (cover + 1));
  spreadCover(trees, trees.left[node]!, left, random);
  spreadCover(trees, trees.right[node]!, cover - left, random);
}

function rowsOf(matrix: Float64Array, width: number): number[][] {
  return Array.from({ length: matrix.length / width }, (_, row) => [
    ...matrix.subarray(row * width, (row + 1) * width),
  ]);
}

function scorerOf(trees: TreeEnsemble, output: number): BatchScorer {
  return async ({ rows, columns }) =>
    Float64Array.from(
      { length: rows },
      (_, row) =>
        scoreRow(
          trees,
          columns.map((column) => column[row]!),
        )[output]!,
    );
}

describe('interventional TreeSHAP', () => {
  it('equals the exact values of the same game on any forest, with any groups', async () => {
    await fc.assert(
      fc.asyncProperty(wish, async (given) => {
        const { trees, rows, groups, output } = drawn(given);
        const paths = rowPaths(trees, toColumns(rows));
        const found = interventionalShap(treeGame(trees, output, groups), paths, 0, [1, 2, 3, 4]);
        const game = { scorer: scorerOf(trees, output), x: Float64Array.from(rows[0]!), groups };
        const exact = await shapley({ ...game, background: toColumns(rows.slice(1)) }, { seed: 0 });
        const scale = 1 + Math.abs(exact.score);
        found.contributions.forEach((value, group) => {
          expect(Math.abs(value - exact.contributions[group]!)).toBeLessThan(1e-6 * scale);
        });
        expect(Math.abs(found.base - exact.base)).toBeLessThan(1e-6 * scale);
      }),
      { numRuns: 150 },
    );
  });

  it('is negated where row and background are exchanged', () => {
    fc.assert(
      fc.property(wish, (given) => {
        const { trees, rows } = drawn(given);
        const paths = rowPaths(trees, toColumns(rows));
        const forth = interventionalShap(treeGame(trees), paths, 0, [1]).contributions;
        const back = interventionalShap(treeGame(trees), paths, 1, [0]).contributions;
        forth.forEach((value, group) => {
          expect(value).toBeCloseTo(-back[group]!, 9);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('path-dependent TreeSHAP', () => {
  it('equals the game of conditional expectations by cover, by brute force', () => {
    fc.assert(
      fc.property(wish, (given) => {
        const { trees, rows, groups, output } = drawn(given);
        const game = treeGame(trees, output, groups);
        const found = pathDependentShap(game, rowPaths(trees, toColumns(rows)), 0);
        const values = Float64Array.from({ length: 2 ** groups.length }, (_, set) => {
          const follow = (feature: number) => ((set >> game.groupOf[feature]!) & 1) === 1;
          const sum = Array.from(game.roots, (root) => expectation(trees, root, rows[0]!, follow));
          return sum.reduce((total, value) => total + value, 0) * game.scale + trees.base[output]!;
        });
        expect(found.base).toBeCloseTo(values[0]!, 9);
        shapleyOf(groups.length, values).forEach((value, group) => {
          expect(found.contributions[group]).toBeCloseTo(value, 9);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a forest without covers in a sentence', () => {
    const trees = { ...e12(), cover: null };
    expect(() => pathDependentShap(treeGame(trees), rowPaths(trees, toColumns([[0, 1]])), 0)).toThrow(/does not tell/);
  });

  it('takes a chain of 5,000 splits on 40 features', () => {
    const random = unitsFrom(3);
    const shape = {
      trees: 1,
      leaves: 5001,
      features: 40,
      outputs: 1,
      aggregate: 'sum' as const,
      baseFirst: true,
      kinds: [0],
      chain: 1,
    };
    const trees = randomForest(random, { ...shape, precision: 'float64' });
    trees.cover = new Float64Array(trees.feature.length);
    const counts = coversFromBelow(trees);
    trees.cover.set(counts);
    const paths = rowPaths(trees, toColumns(rowsOf(randomRows(random, 2, 40), 40)));
    // Additivity is asserted inside.
    expect(pathDependentShap(treeGame(trees), paths, 0).contributions.some((value) => value !== 0)).toBe(true);
    expect(interventionalShap(treeGame(trees), paths, 0, [1]).method).toBe('tree');
  });
});

/** Leaves count 1; a split the sum of its children, which stand after it. */
function coversFromBelow({ feature, left, right }: TreeEnsemble): Float64Array {
  const cover = new Float64Array(feature.length).fill(1);
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node]! >= 0) cover[node] = cover[left[node]!]! + cover[right[node]!]!;
  }
  return cover;
}

function expectation(trees: TreeEnsemble, node: number, row: number[], follow: (feature: number) => boolean): number {
  const feature = trees.feature[node]!;
  if (feature < 0) return trees.value[node]!;
  const [left, right] = [trees.left[node]!, trees.right[node]!];
  if (follow(feature)) {
    const x = trees.precision === 'float32' ? Math.fround(row[feature]!) : row[feature]!;
    return expectation(trees, goesLeft(trees, node, x) ? left : right, row, follow);
  }
  const all = trees.cover![node]!;
  const share = all > 0 ? trees.cover![left]! / all : 0.5;
  return share * expectation(trees, left, row, follow) + (1 - share) * expectation(trees, right, row, follow);
}
