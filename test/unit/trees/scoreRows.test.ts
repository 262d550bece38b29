import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { compileForest } from '../../../shared/trees/compileForest';
import { goesLeft } from '../../../shared/trees/goesLeft';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { leftIntervals } from '../../../shared/trees/masks/leftIntervals';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { scoreRows } from '../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { fixtureText } from './support/fixtures';
import { randomForest, randomRows, unitsFrom } from './support/randomForest';

function expectAgreement(trees: TreeEnsemble, matrix: Float64Array): void {
  const features = trees.featureNames.length;
  const rows = matrix.length / features;
  const fast = scoreRows(compileForest(trees), matrix, rows);
  const slow = Array.from({ length: rows }, (_, row) => [
    ...scoreRow(trees, matrix.subarray(row * features, (row + 1) * features)),
  ]);
  expect([...fast]).toEqual(slow.flat());
}

describe('the fast evaluator', () => {
  it('agrees with the reference to the bit on every kind of split', () => {
    const wish = fc.record({
      seed: fc.integer(),
      trees: fc.integer({ min: 1, max: 6 }),
      leaves: fc.integer({ min: 1, max: 24 }),
      features: fc.integer({ min: 1, max: 5 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      precision: fc.constantFrom('float32' as const, 'float64' as const),
      aggregate: fc.constantFrom('sum' as const, 'average' as const, 'min' as const, 'max' as const),
      baseFirst: fc.boolean(),
      kinds: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
      chain: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(wish, ({ seed, ...forest }) => {
        const random = unitsFrom(seed);
        expectAgreement(randomForest(random, forest), randomRows(random, 40 + (Math.abs(seed) % 60), forest.features));
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with it to the bit where leaves are found by masks', () => {
    const wish = fc.record({
      seed: fc.integer(),
      trees: fc.integer({ min: 8, max: 140 }),
      leaves: fc.constantFrom(1, 2, 7, 31, 32, 33, 64),
      features: fc.integer({ min: 1, max: 5 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      precision: fc.constantFrom('float32' as const, 'float64' as const),
      aggregate: fc.constantFrom('sum' as const, 'average' as const, 'min' as const, 'max' as const),
      baseFirst: fc.boolean(),
      plain: fc.boolean(),
      kinds: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
      chain: fc.constantFrom(0, 0.5, 1),
    });
    let masked = 0;
    fc.assert(
      fc.property(wish, ({ seed, ...forest }) => {
        const random = unitsFrom(seed);
        const trees = randomForest(random, forest);
        masked += compileForest(trees).parts.filter(({ masks }) => masks !== null).length;
        expectAgreement(trees, randomRows(random, 40 + (Math.abs(seed) % 300), forest.features));
      }),
      { numRuns: 30 },
    );
    expect(masked).toBeGreaterThan(10);
  });

  it('walks down all trees where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const wish = {
      trees: 40,
      leaves: 31,
      features: 3,
      outputs: 1,
      aggregate: 'sum' as const,
      baseFirst: true,
      chain: 0,
    };
    const trees = randomForest(unitsFrom(4), { ...wish, precision: 'float64', kinds: [0, 6] });
    expect(compileForest(trees).parts).toEqual([{ from: 0, to: 40, masks: null }]);
    expectAgreement(trees, randomRows(unitsFrom(4), 300, 3));
  });

  it('knows the values that go left as intervals', () => {
    const random = unitsFrom(11);
    const shape = {
      trees: 200,
      leaves: 6,
      features: 2,
      outputs: 1,
      aggregate: 'sum' as const,
      baseFirst: true,
      chain: 0,
    };
    const trees = randomForest(random, { ...shape, precision: 'float64', kinds: [0, 1, 2, 3, 4, 5, 6] });
    const values = randomRows(random, 300, 1).filter((x) => !Number.isNaN(x) && Math.abs(x) > 1e-30);
    const wrong: string[] = [];
    trees.feature.forEach((feature, node) => {
      if (feature < 0) return;
      const intervals = leftIntervals(trees, node)!;
      const beside = trees.kind[node] === 6 ? [] : [trees.threshold[node]!].filter((x) => Math.abs(x) > 1e-30);
      for (const x of [...values, ...beside]) {
        const isInside = intervals.some(
          ({ above, upTo }) => (above === null || x > above) && (upTo === null || x <= upTo),
        );
        if (isInside !== goesLeft(trees, node, x)) wrong.push(`${x} at a split of the kind ${trees.kind[node]}`);
      }
    });
    expect(wrong).toEqual([]);
  });

  it.each(['lgb_zero', 'lgb_categorical', 'lgb_multiclass', 'lgb_rf'])('agrees with the reference on %s', (name) => {
    expectAgreement(readLightgbm(fixtureText(`${name}.txt`), name), randomRows(unitsFrom(3), 200, 6));
  });

  it('walks trees of depth 5,000', () => {
    const wish = {
      trees: 2,
      leaves: 5001,
      features: 3,
      outputs: 1,
      aggregate: 'sum' as const,
      baseFirst: true,
      chain: 1,
    };
    const random = unitsFrom(5);
    const trees = randomForest(random, { ...wish, precision: 'float64', kinds: [0, 1, 6] });
    expectAgreement(trees, randomRows(random, 20, 3));
  });
});
